/** A key pair in the forms that OpenSSH reads. */
export interface OpenSshKeyPair {
  /** One line: type, base64, comment. */
  publicKey: string;
  /** The text of the private key file, unencrypted. */
  privateKey: string;
}

/** Raw parts of a key: the public blob's fields and the private section's fields, both after the type name. */
interface KeyParts {
  type: string;
  publicFields: Uint8Array[];
  privateFields: Uint8Array[];
}

const text = new TextEncoder();

/** An ed25519 key: `seed` and `publicKey` are 32 bytes each. */
export function encodeEd25519(seed: Uint8Array, publicKey: Uint8Array, comment: string, check: number): OpenSshKeyPair {
  return encode(
    { type: 'ssh-ed25519', publicFields: [publicKey], privateFields: [publicKey, concat(seed, publicKey)] },
    comment,
    check,
  );
}

/** An ECDSA P-256 key: the private scalar and the coordinates of the public point, 32 bytes each, big-endian. */
export function encodeP256(
  d: Uint8Array,
  x: Uint8Array,
  y: Uint8Array,
  comment: string,
  check: number,
): OpenSshKeyPair {
  const curve = text.encode('nistp256');
  const point = concat(Uint8Array.of(4), x, y);
  return encode(
    { type: 'ecdsa-sha2-nistp256', publicFields: [curve, point], privateFields: [curve, point, multiPrecision(d)] },
    comment,
    check,
  );
}

// File layout: OpenSSH's PROTOCOL.key. `check` stands there twice; with encryption it would show a wrong passphrase.
function encode({ type, publicFields, privateFields }: KeyParts, comment: string, check: number): OpenSshKeyPair {
  const name = string(text.encode(type));
  const publicBlob = concat(name, ...publicFields.map(string));
  const section = concat(
    uint32(check),
    uint32(check),
    name,
    ...privateFields.map(string),
    string(text.encode(comment)),
  );
  const padding = Uint8Array.from({ length: (8 - (section.length % 8)) % 8 }, (_, index) => index + 1);
  const none = string(text.encode('none'));
  const file = concat(
    text.encode('openssh-key-v1\0'),
    none,
    none,
    string(new Uint8Array()),
    uint32(1),
    string(publicBlob),
    string(concat(section, padding)),
  );
  const lines = base64(file).match(/.{1,70}/g) ?? [];
  return {
    publicKey: `${type} ${base64(publicBlob)} ${comment}`,
    privateKey: ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n'),
  };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const string = (bytes: Uint8Array) => concat(uint32(bytes.length), bytes);

/** An SSH mpint: no leading zeros, but one where the first bit would read as a minus sign. */
function multiPrecision(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const trimmed = start < 0 ? new Uint8Array() : bytes.subarray(start);
  return (trimmed[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), trimmed) : trimmed;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
