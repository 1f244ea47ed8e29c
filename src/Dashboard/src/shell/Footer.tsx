import { useConfig } from '../identity/session';
import classes from './Footer.module.css';

/** Version and engine, so that a report of a problem can name them. */
export function Footer() {
  const config = useConfig();
  return (
    <footer className={classes.footer} data-testid="footer">
      <span>Anchorage {config?.version ?? ''}</span>
      {config && <span title="The runtime that the server was built on">engine {config.engine}</span>}
    </footer>
  );
}
