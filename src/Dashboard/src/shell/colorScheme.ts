/** Key under which Mantine keeps the choice. */
export const ColorSchemeKey = 'anchorage-color-scheme';

/**
 * Sets the scheme before anything is drawn: an inline script would do it too, but the content security policy forbids
 * those.
 */
export function applyStoredColorScheme(): void {
  const stored = window.localStorage.getItem(ColorSchemeKey);
  const dark = stored === 'dark' || (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}
