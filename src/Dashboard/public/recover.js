// Loads the page anew when one of its own files did not arrive: before the page's program runs, nobody else can. A browser
// breaks off its requests whenever the machine's network changes, for example when a container starts beside it.
(() => {
  const Key = 'anchorage-reloads';
  const Most = 4;
  const Within = 30_000;
  const Pause = 400;
  let isReloading = false;

  window.anchorageReload = () => {
    if (isReloading) return true;
    const now = Date.now();
    let recent;
    try {
      recent = JSON.parse(sessionStorage.getItem(Key) ?? '[]').filter((at) => now - at < Within);
      sessionStorage.setItem(Key, JSON.stringify([...recent, now]));
    } catch {
      // Without storage nothing can be counted, and a page that reloads for ever is worse than a broken one.
      return false;
    }
    if (recent.length >= Most) return false;
    isReloading = true;
    setTimeout(() => location.reload(), Pause);
    return true;
  };

  const isOfThePage = (element) =>
    element instanceof HTMLScriptElement || (element instanceof HTMLLinkElement && element.rel === 'stylesheet');
  // Errors of files do not bubble. What a running page loads later, it asks for again itself.
  const watch = ({ target }) => isOfThePage(target) && window.anchorageReload();
  addEventListener('error', watch, true);
  addEventListener('load', () => removeEventListener('error', watch, true));
})();
