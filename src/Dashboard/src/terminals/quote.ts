const plain = /^[\w@%+=:,./-]+$/;
// eslint-disable-next-line no-control-regex -- These are the ones that a shell would act upon.
const control = /[\x00-\x1f\x7f]/;

/** A path as one word of a shell. It holds no character that a terminal or a shell would act upon. */
export function quoteForShell(path: string): string {
  if (plain.test(path) && !path.startsWith('-')) return path;
  if (!control.test(path)) return `'${path.replaceAll("'", `'\\''`)}'`;
  const escaped = Array.from(path, (character) =>
    control.test(character)
      ? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
      : character === '\\' || character === "'"
        ? `\\${character}`
        : character,
  );
  return `$'${escaped.join('')}'`;
}
