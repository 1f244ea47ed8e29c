declare global {
  interface Window {
    /** Of public/recover.js: loads the page anew, unless that was tried often enough just now. Tells whether it does. */
    anchorageReload?: () => boolean;
  }
}

const Tries = 5;
const FirstPause = 250;

/**
 * Loads a part of the pages that comes in a file of its own.
 *
 * A browser breaks off its requests whenever the machine's network changes, and every container that starts beside it
 * is such a change: so it is tried again. When that does not help, the file is mostly gone because the server was
 * updated: the page is loaded anew.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await load();
    } catch (error) {
      if (attempt < Tries) {
        await new Promise((done) => setTimeout(done, FirstPause * attempt));
      } else if (window.anchorageReload?.()) {
        // Nothing more is shown of this page.
        return new Promise<never>(() => undefined);
      } else {
        throw error;
      }
    }
  }
}
