import type { Direction, Pane } from './layout';

/** A rectangle in shares of the whole, 0 to 1. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Divider extends Place {
  /** Leads to its split, as for `moveDivider`. */
  path: string;
  direction: Direction;
  share: number;
  /** The rectangle of the whole split. */
  area: Place;
}

const whole: Place = { left: 0, top: 0, width: 1, height: 1 };

function halves({ left, top, width, height }: Place, direction: Direction, share: number): [Place, Place] {
  return direction === 'row'
    ? [
        { left, top, width: width * share, height },
        { left: left + width * share, top, width: width * (1 - share), height },
      ]
    : [
        { left, top, width, height: height * share },
        { left, top: top + height * share, width, height: height * (1 - share) },
      ];
}

/**
 * Where each terminal of a tab stands. They are placed by numbers and not by nesting, so that a split does not move a
 * terminal in the page's tree, which would connect it anew.
 */
export function placesOf(root: Pane): { terminals: Map<string, Place>; dividers: Divider[] } {
  const terminals = new Map<string, Place>();
  const dividers: Divider[] = [];
  const visit = (pane: Pane, area: Place, path: string) => {
    if (pane.kind === 'terminal') return void terminals.set(pane.id, area);
    const { direction, share } = pane;
    const [first, second] = halves(area, direction, share);
    dividers.push({
      path,
      direction,
      share,
      area,
      ...(direction === 'row' ? { ...second, width: 0 } : { ...second, height: 0 }),
    });
    visit(pane.first, first, `${path}1`);
    visit(pane.second, second, `${path}2`);
  };
  visit(root, whole, '');
  return { terminals, dividers };
}

export type Side = 'left' | 'right' | 'up' | 'down';

/** The terminal next to another one on a side: of those that touch it there, the one nearest to its middle. */
export function neighbour(root: Pane, id: string, side: Side): string | null {
  const { terminals } = placesOf(root);
  const from = terminals.get(id);
  if (!from) return null;
  const isRow = side === 'left' || side === 'right';
  const start = (place: Place) => (isRow ? place.left : place.top);
  const size = (place: Place) => (isRow ? place.width : place.height);
  const middle = (place: Place) => (isRow ? place.top + place.height / 2 : place.left + place.width / 2);
  const close = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  const touching = [...terminals].filter(([other, place]) =>
    other === id
      ? false
      : side === 'right' || side === 'down'
        ? close(start(place), start(from) + size(from))
        : close(start(place) + size(place), start(from)),
  );
  touching.sort(([, a], [, b]) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)));
  return touching[0]?.[0] ?? null;
}
