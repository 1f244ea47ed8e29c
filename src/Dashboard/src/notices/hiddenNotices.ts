const Key = 'anchorage-hidden-notices';

/** Whether the browser can show notices outside the page at all: not on plain HTTP pages of other machines. */
export const canTellHidden = () => 'Notification' in window;

export const tellsHidden = () =>
  canTellHidden() && Notification.permission === 'granted' && window.localStorage.getItem(Key) === 'on';

/** Asks the browser, which asks its person. Returns whether notices will be shown. */
export async function setTellHidden(isOn: boolean): Promise<boolean> {
  if (isOn && canTellHidden() && (await Notification.requestPermission()) === 'granted')
    window.localStorage.setItem(Key, 'on');
  else window.localStorage.removeItem(Key);
  return tellsHidden();
}

/** Shows a notice outside the page while that is out of sight. */
export function tellIfHidden(title: string, message: string | null): void {
  if (!document.hidden || !tellsHidden()) return;
  const shown = new Notification(title, message === null ? {} : { body: message });
  shown.onclick = () => window.focus();
}
