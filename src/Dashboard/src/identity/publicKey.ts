const types = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
];

/** What is wrong with a pasted public key, or null. The server checks it again, in full. */
export function publicKeyProblem(value: string): string | null {
  const line = value.trim();
  if (!line) return 'Paste the content of a .pub file';
  if (line.includes('PRIVATE KEY'))
    return 'This is a private key. Keep it to yourself and paste the .pub file beside it.';
  if (line.includes('\n')) return 'Paste one key, on one line';
  const [type = '', data = ''] = line.split(/\s+/);
  if (!types.includes(type)) return 'A public key begins with its type, for example ssh-ed25519';
  return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(data) ? null : 'The key is cut off or damaged. Copy the whole line.';
}
