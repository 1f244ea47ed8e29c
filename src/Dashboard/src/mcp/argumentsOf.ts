// Control characters except tab and line feed, and what changes the direction of a text or has no width.
const isHidden = (code: number) =>
  (code < 0x20 && code !== 9 && code !== 10) ||
  (code >= 0x7f && code <= 0x9f) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff;

/** What one would not see is written out: nobody shall say yes to something else than what stands there. */
export const visible = (text: string): string =>
  Array.from(text, (c) => {
    const code = c.codePointAt(0) ?? 0;
    return isHidden(code) ? `\\u${code.toString(16).padStart(4, '0')}` : c;
  }).join('');

/** All arguments of a call, each as a person reads it. */
export function argumentsOf(json: string | null): [name: string, value: string][] {
  if (!json) return [];
  let values: unknown;
  try {
    values = JSON.parse(json);
  } catch {
    return [['arguments', visible(json)]];
  }
  return Object.entries(values as Record<string, unknown>).map(([name, value]) => [
    visible(name),
    visible(typeof value === 'string' ? value : JSON.stringify(value, null, 2)),
  ]);
}
