import { describe, expect, it } from 'vitest';
import { crumbs, escapeName, imageType, join, nameOf, nameProblem, parentOf, textOf } from './paths';

describe('paths', () => {
  it('joins and takes apart', () => {
    expect(join('/', 'a')).toBe('/a');
    expect(join('/a', 'b')).toBe('/a/b');
    expect(parentOf('/a')).toBe('/');
    expect(parentOf('/a/b')).toBe('/a');
    expect(nameOf('/a/b\\xff')).toBe('b\\xff');
    expect(crumbs('/a/b')).toEqual([
      { name: '/', path: '/' },
      { name: 'a', path: '/a' },
      { name: 'b', path: '/a/b' },
    ]);
  });

  it('knows names', () => {
    expect(escapeName('a\\b')).toBe('a\\\\b');
    expect(nameProblem('ok')).toBeNull();
    for (const wrong of ['', ' ', 'a/b', '.', '..', 'ü'.repeat(128)]) expect(nameProblem(wrong)).not.toBeNull();
    expect(imageType('A.PNG')).toBe('image/png');
    expect(imageType('a.txt')).toBeNull();
  });

  it('takes for text only what it can give back to the byte', () => {
    const bytes = new TextEncoder().encode('\uFEFFgröße\n');
    expect(new TextEncoder().encode(textOf(bytes) ?? '')).toEqual(bytes);
    expect(textOf(new Uint8Array([0xff, 0xfe]))).toBeNull();
    expect(textOf(new Uint8Array([65, 0, 66]))).toBeNull();
  });
});
