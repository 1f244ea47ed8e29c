import { expect, test } from 'vitest';
import { linesOf } from './diff';

const kinds = (text: string) => linesOf(text).map(({ kind }) => kind);

test('a difference is taken apart by its signs', () => {
  const text =
    'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ f\n same\n-old\n+new\n\\ No newline at end of file\n';
  expect(kinds(text)).toEqual(['head', 'head', 'head', 'hunk', 'context', 'remove', 'add', 'context']);
});

test('content that looks like a head stays content', () => {
  expect(kinds('@@ -1 +1 @@\n--- removed rule\n+++ added\n')).toEqual(['hunk', 'remove', 'add']);
  expect(kinds('@@ -1 +1 @@\n+x\ndiff --git a/y b/y\n--- a/y\n')).toEqual(['hunk', 'add', 'head', 'head']);
});

test('nothing is no line', () => expect(linesOf('')).toEqual([]));
