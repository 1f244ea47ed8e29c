/** `row`: beside each other; `column`: one above the other. */
export type Direction = 'row' | 'column';

/** A part of a tab: one terminal, or two parts with a divider between them. */
export type Pane =
  { kind: 'terminal'; id: string } | { kind: 'split'; direction: Direction; share: number; first: Pane; second: Pane };

export interface LayoutTab {
  root: Pane;
  /** The terminal that has, or last had, the focus. */
  focused: string;
}

/** What is open, in which order and where. A terminal occurs once at most. */
export interface Layout {
  tabs: LayoutTab[];
  active: number;
}

export const SmallestShare = 0.1;
export const emptyLayout: Layout = { tabs: [], active: 0 };

export const terminalsIn = (pane: Pane): string[] =>
  pane.kind === 'terminal' ? [pane.id] : [...terminalsIn(pane.first), ...terminalsIn(pane.second)];

const leaf = (id: string): Pane => ({ kind: 'terminal', id });
const within = (index: number, count: number) => Math.max(0, Math.min(index, count - 1));

export const tabOf = (layout: Layout, id: string) =>
  layout.tabs.findIndex(({ root }) => terminalsIn(root).includes(id));

export const focusedIn = (layout: Layout): string | null => layout.tabs[layout.active]?.focused ?? null;

/** Shows a terminal in a tab of its own, unless it is shown already, and gives it the focus. */
export function show(layout: Layout, id: string): Layout {
  const index = tabOf(layout, id);
  if (index < 0) return { tabs: [...layout.tabs, { root: leaf(id), focused: id }], active: layout.tabs.length };
  const tab = layout.tabs[index];
  if (!tab || (layout.active === index && tab.focused === id)) return layout;
  return { tabs: layout.tabs.with(index, { ...tab, focused: id }), active: index };
}

/** Divides the place of a terminal in two; the new one takes the second half and the focus. */
export function split(before: Layout, id: string, direction: Direction, added: string): Layout {
  const layout = remove(before, added);
  const index = tabOf(layout, id);
  const tab = layout.tabs[index];
  if (!tab) return show(layout, added);
  const divide = (pane: Pane): Pane =>
    pane.kind === 'terminal'
      ? pane.id === id
        ? { kind: 'split', direction, share: 0.5, first: pane, second: leaf(added) }
        : pane
      : { ...pane, first: divide(pane.first), second: divide(pane.second) };
  return { tabs: layout.tabs.with(index, { root: divide(tab.root), focused: added }), active: index };
}

function cut(pane: Pane, id: string): Pane | null {
  if (pane.kind === 'terminal') return pane.id === id ? null : pane;
  const first = cut(pane.first, id);
  const second = cut(pane.second, id);
  return first && second ? { ...pane, first, second } : (first ?? second);
}

/** Takes a terminal away; its neighbour gets the place. */
export function remove(layout: Layout, id: string): Layout {
  const index = tabOf(layout, id);
  const tab = layout.tabs[index];
  if (!tab) return layout;
  const root = cut(tab.root, id);
  if (!root) {
    const tabs = layout.tabs.toSpliced(index, 1);
    const active = layout.active > index ? layout.active - 1 : layout.active;
    return { tabs, active: within(active, tabs.length) };
  }
  const focused = tab.focused === id ? (terminalsIn(root)[0] ?? id) : tab.focused;
  return { ...layout, tabs: layout.tabs.with(index, { root, focused }) };
}

/** Puts another terminal where one was: the new one after a shell that ended. */
export function replace(before: Layout, id: string, by: string): Layout {
  const layout = remove(before, by);
  const index = tabOf(layout, id);
  const tab = layout.tabs[index];
  if (!tab) return show(layout, by);
  const swap = (pane: Pane): Pane =>
    pane.kind === 'terminal'
      ? pane.id === id
        ? leaf(by)
        : pane
      : { ...pane, first: swap(pane.first), second: swap(pane.second) };
  return { tabs: layout.tabs.with(index, { root: swap(tab.root), focused: by }), active: index };
}

/** Moves a divider. `path` leads to its split: `1` for the first part, `2` for the second, from the root of the active tab. */
export function moveDivider(layout: Layout, path: string, share: number): Layout {
  const tab = layout.tabs[layout.active];
  if (!tab) return layout;
  const move = (pane: Pane, rest: string): Pane => {
    if (pane.kind === 'terminal') return pane;
    if (rest === '') return { ...pane, share: Math.max(SmallestShare, Math.min(1 - SmallestShare, share)) };
    return rest.startsWith('1')
      ? { ...pane, first: move(pane.first, rest.slice(1)) }
      : { ...pane, second: move(pane.second, rest.slice(1)) };
  };
  return { ...layout, tabs: layout.tabs.with(layout.active, { ...tab, root: move(tab.root, path) }) };
}

/** Shows the tab so many further, round about. */
export function turnTab(layout: Layout, by: number): Layout {
  const count = layout.tabs.length;
  return count === 0 ? layout : { ...layout, active: (layout.active + by + count) % count };
}

interface Existing {
  id: string;
  isOpen: boolean;
}

/** Takes away what is gone. */
export function prune(layout: Layout, existing: readonly Existing[]): Layout {
  const known = new Set(existing.map(({ id }) => id));
  const gone = layout.tabs.flatMap(({ root }) => terminalsIn(root)).filter((id) => !known.has(id));
  return gone.reduce(remove, layout);
}

/** Gives tabs to what was opened elsewhere. Shells that ended are not brought in. */
export function adopt(layout: Layout, existing: readonly Existing[]): Layout {
  const added = existing.filter(({ id, isOpen }) => isOpen && tabOf(layout, id) < 0);
  if (added.length === 0) return layout;
  const tabs = [...layout.tabs, ...added.map(({ id }) => ({ root: leaf(id), focused: id }))];
  return { tabs, active: layout.tabs.length === 0 ? 0 : layout.active };
}
