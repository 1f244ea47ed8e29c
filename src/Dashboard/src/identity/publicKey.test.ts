import { expect, it } from 'vitest';
import { publicKeyProblem } from './publicKey';

const data = 'AAAAC3NzaC1lZDI1NTE5AAAAIFGwX4AyJA5gdTNgi8Y5pAqT1zqN7Uh1PGRtOu4Yp46u';

it.each([
  ['an ordinary key', `ssh-ed25519 ${data} ada@laptop`, null],
  ['a key without comment, with a line break behind', `ssh-ed25519 ${data}\n`, null],
  ['nothing', ' ', /Paste the content/],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc', /private key/],
  ['two keys', `ssh-ed25519 ${data}\nssh-ed25519 ${data}`, /one key/],
  ['options before the type', `command="x" ssh-ed25519 ${data}`, /begins with its type/],
  ['a key that is cut off', 'ssh-ed25519 AAAA', /cut off/],
])('judges %s', (_, value, problem) => {
  const answer = publicKeyProblem(value);
  if (problem) expect(answer).toMatch(problem);
  else expect(answer).toBeNull();
});
