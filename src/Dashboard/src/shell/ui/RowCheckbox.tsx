import classes from './RowCheckbox.module.css';

interface RowCheckboxProps {
  label: string;
  checked: boolean;
  indeterminate?: boolean;
  onChange: () => void;
}

/**
 * The box with which a row is selected: the browser's own, in the look of the others. All boxes of a list change at
 * once, and a box of the library is ten components.
 */
export function RowCheckbox({ label, checked, indeterminate = false, onChange }: RowCheckboxProps) {
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={label}
      checked={checked}
      ref={(input) => {
        if (input) input.indeterminate = indeterminate;
      }}
      onChange={onChange}
    />
  );
}
