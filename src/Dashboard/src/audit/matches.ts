import type { AuditEvent, AuditFilter } from '../api/audit';

/**
 * Whether a new event belongs into a filtered list. Free text is left to the server, which searches more than is shown
 * here.
 */
export function matches(event: AuditEvent, filter: AuditFilter): boolean {
  const at = Date.parse(event.at);
  return (
    !filter.q &&
    (!filter.action || event.action === filter.action || event.action.startsWith(`${filter.action}.`)) &&
    (!filter.actor || event.actor.id === filter.actor || event.actor.name === filter.actor) &&
    (!filter.objectKind || event.object?.kind === filter.objectKind) &&
    (!filter.objectId || event.object?.id === filter.objectId) &&
    (!filter.outcome || event.outcome === filter.outcome) &&
    (!filter.since || at >= Date.parse(filter.since)) &&
    (!filter.until || at <= Date.parse(filter.until))
  );
}
