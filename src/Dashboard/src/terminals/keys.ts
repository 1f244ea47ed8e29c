/** Keys that were pressed on the key bar and hold for the next one. */
export interface Modifiers {
  ctrl: boolean;
  alt: boolean;
}

export const noModifiers: Modifiers = { ctrl: false, alt: false };

const cursorKeys: Record<string, string> = {
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
  Home: 'H',
  End: 'F',
};
const others: Record<string, string> = { Escape: '\x1b', Tab: '\t', PageUp: '\x1b[5~', PageDown: '\x1b[6~' };

/** Ctrl of a character, as terminals have it since the VT100: letters and `@[\]^_` lose three bits, space is NUL. */
function control(text: string): string {
  const upper = text.toUpperCase();
  if (/^[@-_]$/.test(upper)) return String.fromCharCode(upper.charCodeAt(0) & 0x1f);
  return { ' ': '\0', '/': '\x1f', '?': '\x7f', '-': '\x1f', '~': '\x1e', '|': '\x1c' }[text] ?? text;
}

/** Applies held modifiers to what the keyboard gave. Longer text was pasted, or is a key of its own, and stays. */
export function withModifiers(text: string, { ctrl, alt }: Modifiers): string {
  if (Array.from(text).length !== 1) return text;
  const pressed = ctrl ? control(text) : text;
  return alt ? `\x1b${pressed}` : pressed;
}

/** What a key of the bar sends. Cursor keys have another form in application mode, and with modifiers. */
export function sequenceOf(key: string, held: Modifiers, isApplicationCursor: boolean): string {
  const final = cursorKeys[key];
  if (final) {
    const modifier = 1 + (held.alt ? 2 : 0) + (held.ctrl ? 4 : 0);
    if (modifier > 1) return `\x1b[1;${modifier}${final}`;
    return isApplicationCursor ? `\x1bO${final}` : `\x1b[${final}`;
  }
  return others[key] ?? withModifiers(key, held);
}
