import { describe, expect, it } from 'vitest';
import { argumentsOf } from './argumentsOf';

describe('argumentsOf', () => {
  it('shows texts as they are and the rest as JSON', () => {
    expect(argumentsOf('{"path":"/a","command":["sh","-c","ls"],"n":1}')).toEqual([
      ['path', '/a'],
      ['command', '[\n  "sh",\n  "-c",\n  "ls"\n]'],
      ['n', '1'],
    ]);
  });

  it('writes out what one would not see', () => {
    expect(argumentsOf(JSON.stringify({ text: 'rm x\u202e.txt\u001b[2K\nls' }))).toEqual([
      ['text', 'rm x\\u202e.txt\\u001b[2K\nls'],
    ]);
  });

  it('has nothing to show when the arguments are gone, and all of them when they are no JSON', () => {
    expect(argumentsOf(null)).toEqual([]);
    expect(argumentsOf('{')).toEqual([['arguments', '{']]);
  });
});
