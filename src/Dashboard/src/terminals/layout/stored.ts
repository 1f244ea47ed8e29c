import { emptyLayout, SmallestShare, terminalsIn, type Layout, type LayoutTab, type Pane } from './layout';

const MostPanes = 64;
const key = (instanceId: string) => `anchorage-layout-${instanceId}`;

/** The layout that this browser keeps for an instance; an empty one when there is none or it cannot be read. */
export function readLayout(instanceId: string): Layout {
  try {
    return parseLayout(JSON.parse(window.localStorage.getItem(key(instanceId)) ?? 'null'));
  } catch {
    return emptyLayout;
  }
}

export function writeLayout(instanceId: string, layout: Layout): void {
  try {
    if (layout.tabs.length === 0) window.localStorage.removeItem(key(instanceId));
    else window.localStorage.setItem(key(instanceId), JSON.stringify(layout));
  } catch {
    // A full or forbidden store: the layout lasts as long as the page.
  }
}

/** Takes over what is a layout and drops the rest. */
export function parseLayout(value: unknown): Layout {
  const { tabs, active } = (value ?? {}) as { tabs?: unknown; active?: unknown };
  if (!Array.isArray(tabs)) return emptyLayout;
  const seen = new Set<string>();
  const read = tabs.flatMap((tab: unknown): LayoutTab[] => {
    const { root, focused } = (tab ?? {}) as { root?: unknown; focused?: unknown };
    const pane = parsePane(root, seen, 0);
    const first = pane ? terminalsIn(pane)[0] : undefined;
    if (!pane || first === undefined) return [];
    const chosen = terminalsIn(pane).find((id) => id === focused) ?? first;
    return [{ root: pane, focused: chosen }];
  });
  const index = typeof active === 'number' && Number.isInteger(active) ? active : 0;
  return { tabs: read, active: Math.max(0, Math.min(index, read.length - 1)) };
}

function parsePane(value: unknown, seen: Set<string>, depth: number): Pane | null {
  if (depth > 8 || seen.size >= MostPanes || typeof value !== 'object' || value === null) return null;
  const pane = value as Record<string, unknown>;
  if (pane.kind === 'terminal') {
    if (typeof pane.id !== 'string' || seen.has(pane.id)) return null;
    seen.add(pane.id);
    return { kind: 'terminal', id: pane.id };
  }
  const first = parsePane(pane.first, seen, depth + 1);
  const second = parsePane(pane.second, seen, depth + 1);
  if (!first || !second) return first ?? second;
  const share = typeof pane.share === 'number' && Number.isFinite(pane.share) ? pane.share : 0.5;
  return {
    kind: 'split',
    direction: pane.direction === 'column' ? 'column' : 'row',
    share: Math.max(SmallestShare, Math.min(1 - SmallestShare, share)),
    first,
    second,
  };
}
