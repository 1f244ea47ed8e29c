import { newIdempotencyKey } from '../api/http';

/**
 * The name of this tab's input numbering in a terminal. It survives a reload, so that nothing typed just before it is
 * doubled.
 */
export function inputStream(terminalId: string): string {
  const key = `anchorage-input-${terminalId}`;
  const name = window.sessionStorage.getItem(key) ?? newIdempotencyKey();
  window.sessionStorage.setItem(key, name);
  return name;
}
