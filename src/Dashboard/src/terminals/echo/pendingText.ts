const decoder = new TextDecoder();
const Longest = 400;

/**
 * What was typed while there was no connection, as it is shown: control characters by a sign, cursor keys and the like by
 * a dot, an erased character gone. At most 400 characters, the last ones.
 */
export function pendingText(bytes: Uint8Array): string {
  const shown: string[] = [];
  // eslint-disable-next-line no-control-regex -- The bytes of keys are what is read here.
  const parts = decoder.decode(bytes).matchAll(/\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?|[^]/gu);
  for (const [part] of parts) {
    if (part === '\x7f' && shown.length > 0 && !/[⏎·^]/u.test(shown.at(-1) ?? '')) shown.pop();
    else if (part === '\r' || part === '\n') shown.push('⏎');
    else if (part === '\t') shown.push('⇥');
    else if (part.startsWith('\x1b[20')) continue;
    else if (part.startsWith('\x1b')) shown.push('·');
    else if (part < ' ') shown.push(`^${String.fromCharCode(part.charCodeAt(0) + 64)}`);
    else if (part !== '\x7f') shown.push(part);
  }
  return shown.length > Longest ? `…${shown.slice(-Longest).join('')}` : shown.join('');
}
