import type { AuditOutcome } from '../api/audit';
import type { Tone } from '../shell/ui/Chip';

export const toneOfOutcome: Record<AuditOutcome, Tone> = {
  pending: 'busy',
  succeeded: 'ok',
  refused: 'warn',
  failed: 'bad',
  interrupted: 'warn',
};
