/** The name that somebody typed, as the server writes names. */
export const escapeName = (typed: string) => typed.replaceAll('\\', '\\\\');

export const join = (folder: string, name: string) => (folder === '/' ? `/${name}` : `${folder}/${name}`);

export const parentOf = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/')));

export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Each folder from the root to a path. */
export function crumbs(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean);
  return [
    { name: '/', path: '/' },
    ...names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` })),
  ];
}

/** What one may type as a name; null when it is one. */
export function nameProblem(name: string): string | null {
  if (!name.trim()) return 'Enter a name.';
  if (name.includes('/')) return 'A name holds no slash.';
  if (name === '.' || name === '..') return 'This name means a folder.';
  return new TextEncoder().encode(name).length > 255 ? 'At most 255 bytes.' : null;
}

const images: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
};

/** The type of a picture, by its name; null for others. */
export const imageType = (name: string) => images[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? null;

/** Whether bytes are a text that can be edited and saved without a change to the rest of it. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
