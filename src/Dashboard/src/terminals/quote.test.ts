import { describe, expect, it } from 'vitest';
import { quoteForShell } from './quote';

describe('quoteForShell', () => {
  it.each([
    ['/root/a.txt', '/root/a.txt'],
    ['/root/a b', "'/root/a b'"],
    ["/root/it's", `'/root/it'\\''s'`],
    ['/root/$(reboot)', "'/root/$(reboot)'"],
    ['/root/größe', "'/root/größe'"],
    ['/root/a\nreboot', "$'/root/a\\x0areboot'"],
    ["/root/\x1b'\\", "$'/root/\\x1b\\'\\\\'"],
    ['-rf', "'-rf'"],
  ])('%j', (path, word) => expect(quoteForShell(path)).toBe(word));
});
