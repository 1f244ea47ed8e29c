import { describe, expect, it } from 'vitest';
import {
  adopt,
  emptyLayout,
  focusedIn,
  moveDivider,
  prune,
  remove,
  replace,
  show,
  split,
  tabOf,
  terminalsIn,
  turnTab,
} from './layout';
import { neighbour, placesOf } from './places';
import { parseLayout } from './stored';

const open = (...ids: string[]) => ids.map((id) => ({ id, isOpen: true }));
const three = split(split(show(emptyLayout, 'a'), 'a', 'row', 'b'), 'b', 'column', 'c');
const rootOf = (layout: typeof three) => {
  const tab = layout.tabs[layout.active];
  if (!tab) throw new Error('no tab');
  return tab.root;
};

describe('layout', () => {
  it('shows a terminal once, and gives it the focus', () => {
    const layout = show(show(show(emptyLayout, 'a'), 'b'), 'a');
    expect(layout.tabs).toHaveLength(2);
    expect(focusedIn(layout)).toBe('a');
    expect(show(layout, 'a')).toBe(layout);
  });

  it('splits the place of a terminal', () => {
    expect(terminalsIn(rootOf(three))).toEqual(['a', 'b', 'c']);
    expect(focusedIn(three)).toBe('c');
    const { terminals, dividers } = placesOf(rootOf(three));
    expect(terminals.get('a')).toEqual({ left: 0, top: 0, width: 0.5, height: 1 });
    expect(terminals.get('c')).toEqual({ left: 0.5, top: 0.5, width: 0.5, height: 0.5 });
    expect(dividers.map(({ path, direction }) => `${path}${direction}`)).toEqual(['row', '2column']);
  });

  it('takes a terminal that has a tab already out of it', () => {
    const two = show(show(emptyLayout, 'a'), 'b');
    expect(split(two, 'a', 'row', 'b').tabs).toHaveLength(1);
    expect(replace(two, 'a', 'b').tabs).toEqual([{ root: { kind: 'terminal', id: 'b' }, focused: 'b' }]);
  });

  it('gives the place of a terminal that goes to its neighbour', () => {
    const layout = remove(three, 'b');
    expect(terminalsIn(rootOf(layout))).toEqual(['a', 'c']);
    expect(focusedIn(layout)).toBe('c');
    expect(remove(remove(layout, 'a'), 'c')).toEqual(emptyLayout);
  });

  it('keeps the tab that is looked at when one before it goes', () => {
    const layout = remove(show(show(show(emptyLayout, 'a'), 'b'), 'c'), 'a');
    expect(focusedIn(layout)).toBe('c');
  });

  it('puts a new terminal where the ended one was', () => {
    const layout = replace(three, 'b', 'd');
    expect(terminalsIn(rootOf(layout))).toEqual(['a', 'd', 'c']);
    expect(focusedIn(layout)).toBe('d');
  });

  it('moves dividers within their bounds', () => {
    expect(placesOf(rootOf(moveDivider(three, '', 0.3))).terminals.get('a')?.width).toBeCloseTo(0.3);
    expect(placesOf(rootOf(moveDivider(three, '2', 7))).terminals.get('b')?.height).toBeCloseTo(0.9);
  });

  it('finds the neighbour on each side', () => {
    expect(neighbour(rootOf(three), 'a', 'right')).toBe('b');
    expect(neighbour(rootOf(three), 'c', 'up')).toBe('b');
    expect(neighbour(rootOf(three), 'c', 'left')).toBe('a');
    expect(neighbour(rootOf(three), 'a', 'left')).toBeNull();
  });

  it('turns round about', () => {
    const two = show(show(emptyLayout, 'a'), 'b');
    expect(focusedIn(turnTab(two, 1))).toBe('a');
    expect(focusedIn(turnTab(two, -1))).toBe('a');
    expect(turnTab(emptyLayout, 1)).toBe(emptyLayout);
  });

  it('follows the terminals that there are', () => {
    const existing = [...open('a', 'c', 'n'), { id: 'ended', isOpen: false }];
    const layout = adopt(prune(three, existing), existing);
    expect(layout.tabs).toHaveLength(2);
    expect(terminalsIn(rootOf(layout))).toEqual(['a', 'c']);
    expect(tabOf(layout, 'n')).toBe(1);
    expect(tabOf(layout, 'ended')).toBe(-1);
    expect(adopt(prune(layout, existing), existing)).toBe(layout);
  });
});

describe('a stored layout', () => {
  it('comes back as it was', () => {
    expect(parseLayout(JSON.parse(JSON.stringify(three)))).toEqual(three);
  });

  it.each([
    null,
    7,
    'x',
    [],
    { tabs: 3 },
    { tabs: [null, {}, { root: { kind: 'terminal' } }, { root: { kind: 'split', first: 1 } }] },
  ])('is empty when it is none: %j', (value) => {
    expect(parseLayout(value)).toEqual(emptyLayout);
  });

  it('drops what occurs twice and mends what is out of bounds', () => {
    const leaf = { kind: 'terminal', id: 'a' };
    const layout = parseLayout({
      tabs: [
        {
          root: { kind: 'split', direction: 'up', share: 99, first: leaf, second: { kind: 'terminal', id: 'b' } },
          focused: 'z',
        },
        { root: leaf, focused: 'a' },
      ],
      active: 12,
    });
    expect(layout).toEqual({
      tabs: [
        {
          root: { kind: 'split', direction: 'row', share: 0.9, first: leaf, second: { kind: 'terminal', id: 'b' } },
          focused: 'a',
        },
      ],
      active: 0,
    });
  });
});
