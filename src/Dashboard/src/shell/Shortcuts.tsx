import { Kbd, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { chords } from '../terminals/commands';
import { isTypedInto, onShowShortcuts, showShortcuts } from './shortcuts';
import classes from './Shortcuts.module.css';

const everywhere: [keys: string[], description: string][] = [
  [['Ctrl', 'K'], 'Search or jump to, outside a terminal'],
  [['/'], 'Filter the list'],
  [['?'], 'Show this list, outside a terminal'],
  [['Esc'], 'Close what is open, clear the filter'],
];

/** All keys, asked for with "?". */
export default function Shortcuts() {
  const [opened, setOpened] = useState(false);
  useEffect(() => onShowShortcuts(() => setOpened(true)), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTypedInto(event.target))
        showShortcuts();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title="Keys" size="lg" data-testid="shortcuts">
      <div className={classes.columns}>
        <section>
          <h2>Everywhere</h2>
          <dl>
            {everywhere.map(([keys, description]) => (
              <Row key={description} keys={keys} description={description} />
            ))}
          </dl>
          <p>
            In a terminal all keys go to the shell but those with Ctrl and Shift. The dividers between terminals are
            moved with the arrow keys once they have the focus.
          </p>
        </section>
        <section>
          <h2>In a terminal</h2>
          <dl>
            {chords.map(({ command, shown, description }) => (
              <Row key={command} keys={['Ctrl', 'Shift', shown]} description={description} />
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function Row({ keys, description }: { keys: string[]; description: string }) {
  return (
    <div className={classes.row}>
      <dt>
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {key}
          </Kbd>
        ))}
      </dt>
      <dd>{description}</dd>
    </div>
  );
}
