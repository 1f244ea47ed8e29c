type Listener = () => void;
const listeners = new Set<Listener>();

/** Shows the list of keys. */
export const showShortcuts = () => listeners.forEach((listener) => listener());

/** Calls `listener` whenever the list of keys is asked for. Returns the function that stops it. */
export function onShowShortcuts(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a key press belongs to something that is typed into. */
export const isTypedInto = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input,textarea,select,[contenteditable=true]') !== null;
