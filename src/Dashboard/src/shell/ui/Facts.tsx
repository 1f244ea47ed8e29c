import type { ReactNode } from 'react';
import classes from './Facts.module.css';

interface FactsProps {
  items: [label: string, value: ReactNode][];
}

/** Names and values in columns. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {items.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
