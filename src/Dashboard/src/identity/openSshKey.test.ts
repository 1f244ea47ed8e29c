import { describe, expect, it } from 'vitest';
import { encodeEd25519, encodeP256, type OpenSshKeyPair } from './openSshKey';

// Keys that ssh-keygen made for this test, taken apart into their numbers. They open nothing.
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const body = ({ privateKey }: OpenSshKeyPair) => privateKey.trim().split('\n').slice(1, -1).join('');

const ed25519 = {
  seed: '37573d30a18a0dc540681d922b9f3c8ddc400e50c05c996566bd8dd77e8a220c',
  publicKey: '51b05f8032240e607533608bc639a40a93d73a8ded48753c646d3aee18a78eae',
  check: 2262719595,
  line: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFGwX4AyJA5gdTNgi8Y5pAqT1zqN7Uh1PGRtOu4Yp46u test@anchorage',
  body: 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACBRsF+AMiQOYHUzYIvGOaQKk9c6je1IdTxkbTruGKeOrgAAAJiG3lxrht5cawAAAAtzc2gtZWQyNTUxOQAAACBRsF+AMiQOYHUzYIvGOaQKk9c6je1IdTxkbTruGKeOrgAAAEA3Vz0woYoNxUBoHZIrnzyN3EAOUMBcmWVmvY3XfooiDFGwX4AyJA5gdTNgi8Y5pAqT1zqN7Uh1PGRtOu4Yp46uAAAADnRlc3RAYW5jaG9yYWdlAQIDBAUGBw==',
};

const p256 = {
  d: 'b48dc1afc277f699cb0155c19bde27f7028decc71fdd30fcb14340534d456ff9',
  x: 'e419bbb954f25a56a6a6d3ee4acfd7e09fd996db6cad2c911a7a00be6d0ad69e',
  y: '4399bb6ccbf4d0e72bdbfa7a6c88146153dc3cd751a0baf5123d7638b0fb7edf',
  check: 1186991760,
  line: 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBOQZu7lU8lpWpqbT7krP1+Cf2ZbbbK0skRp6AL5tCtaeQ5m7bMv00Ocr2/p6bIgUYVPcPNdRoLr1Ej12OLD7ft8= test@anchorage',
  body: 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQTkGbu5VPJaVqam0+5Kz9fgn9mW22ytLJEaegC+bQrWnkOZu2zL9NDnK9v6emyIFGFT3DzXUaC69RI9djiw+37fAAAAqEbADpBGwA6QAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBOQZu7lU8lpWpqbT7krP1+Cf2ZbbbK0skRp6AL5tCtaeQ5m7bMv00Ocr2/p6bIgUYVPcPNdRoLr1Ej12OLD7ft8AAAAhALSNwa/Cd/aZywFVwZveJ/cCjezHH90w/LFDQFNNRW/5AAAADnRlc3RAYW5jaG9yYWdlAQ==',
};

describe('OpenSSH key files', () => {
  it('are for ed25519 what ssh-keygen writes, byte by byte', () => {
    const pair = encodeEd25519(hex(ed25519.seed), hex(ed25519.publicKey), 'test@anchorage', ed25519.check);
    expect(pair.publicKey).toBe(ed25519.line);
    expect(body(pair)).toBe(ed25519.body);
  });

  it('are for ECDSA P-256 what ssh-keygen writes, byte by byte', () => {
    const pair = encodeP256(hex(p256.d), hex(p256.x), hex(p256.y), 'test@anchorage', p256.check);
    expect(pair.publicKey).toBe(p256.line);
    expect(body(pair)).toBe(p256.body);
  });

  it('have lines of 70 characters between the markers, and end with a line break', () => {
    const { privateKey } = encodeEd25519(hex(ed25519.seed), hex(ed25519.publicKey), 'test@anchorage', 1);
    const lines = privateKey.split('\n');
    expect(lines[0]).toMatch(/^-{5}BEGIN OPENSSH PRIVATE KEY-{5}$/);
    expect(lines[1]).toHaveLength(70);
    expect(lines.at(-2)).toMatch(/^-{5}END OPENSSH PRIVATE KEY-{5}$/);
    expect(lines.at(-1)).toBe('');
  });

  it('drop leading zeros of the ECDSA number', () => {
    const scalar = hex(`0000${'11'.repeat(30)}`);
    const file = atob(body(encodeP256(scalar, hex(p256.x), hex(p256.y), '', 0)));
    expect(file).toContain(`\x00\x00\x00\x1e${'\x11'.repeat(30)}`);
  });
});
