import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Divider as Place } from './layout/places';
import { percent } from './percent';
import classes from './Workspace.module.css';

const Step = 0.03;

interface DividerProps {
  place: Place;
  onMove: (share: number) => void;
}

/** The line between two parts: dragged, or moved with the arrow keys. */
export function Divider({ place, onMove }: DividerProps) {
  const { direction, area, share } = place;
  const isDragging = useRef(false);
  const isRow = direction === 'row';

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const whole = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!isDragging.current || !whole) return;
    const at = isRow ? (event.clientX - whole.left) / whole.width : (event.clientY - whole.top) / whole.height;
    onMove(isRow ? (at - area.left) / area.width : (at - area.top) / area.height);
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -Step, ArrowUp: -Step, ArrowRight: Step, ArrowDown: Step }[event.key];
    if (!by) return;
    event.preventDefault();
    onMove(share + by);
  };

  return (
    // A separator that can be moved is a control, see WAI-ARIA 1.2, "separator (focusable)".
    <div
      role="separator"
      tabIndex={0}
      aria-orientation={isRow ? 'vertical' : 'horizontal'}
      aria-label="Divider"
      aria-valuemin={10}
      aria-valuemax={90}
      aria-valuenow={Math.round(share * 100)}
      className={classes.divider}
      data-direction={direction}
      style={percent(place)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragging.current = true;
      }}
      onPointerMove={drag}
      onPointerUp={() => (isDragging.current = false)}
      onPointerCancel={() => (isDragging.current = false)}
      onDoubleClick={() => onMove(0.5)}
      onKeyDown={press}
      data-testid="terminal-divider"
    />
  );
}
