import { encodeEd25519, encodeP256, type OpenSshKeyPair } from './openSshKey';

/** Web cryptography is there on HTTPS and on this machine only. */
export const canGenerateKey = () => window.isSecureContext && 'subtle' in crypto;

/**
 * Makes a key pair in this browser; the private half goes nowhere. Ed25519, or ECDSA P-256 where the browser lacks it.
 */
export async function generateKey(comment: string): Promise<OpenSshKeyPair> {
  const check = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  try {
    const { d, x } = await generate({ name: 'Ed25519' });
    return encodeEd25519(bytes(d), bytes(x), comment, check);
  } catch {
    const { d, x, y } = await generate({ name: 'ECDSA', namedCurve: 'P-256' });
    return encodeP256(bytes(d), bytes(x), bytes(y), comment, check);
  }
}

async function generate(algorithm: EcKeyGenParams | { name: 'Ed25519' }): Promise<JsonWebKey> {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  return crypto.subtle.exportKey('jwk', pair.privateKey);
}

function bytes(base64Url: string | undefined): Uint8Array {
  if (!base64Url) throw new Error('The browser did not export the whole key.');
  const binary = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
