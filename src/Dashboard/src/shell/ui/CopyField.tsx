import { Text } from '@mantine/core';
import { CopyButton } from './CopyButton';
import classes from './CopyField.module.css';

interface CopyFieldProps {
  value: string;
  label: string;
  /** Lets long values break over lines; otherwise they are cut off with an ellipsis. */
  wrap?: boolean;
  testId?: string;
}

/** A command or value to take along: monospace, selectable, with a copy button. */
export function CopyField({ value, label, wrap = false, testId }: CopyFieldProps) {
  return (
    <div className={classes.field}>
      <Text
        component="code"
        className={wrap ? classes.wrap : classes.line}
        title={wrap ? undefined : value}
        data-testid={testId}
      >
        {value}
      </Text>
      <CopyButton value={value} label={label} />
    </div>
  );
}
