import type { Node } from '../api/nodes';
import type { Tone } from '../shell/ui/Chip';

const tones: Record<Node['status'], Tone> = { online: 'ok', stale: 'warn', offline: 'bad', revoked: 'idle' };

export function statusOf(node: Node): { word: string; tone: Tone; explanation?: string } {
  if (node.partedAt)
    return {
      word: 'parted',
      tone: 'idle',
      explanation: 'It was unanchored, or anchored to another account or server. Remove it, or anchor it again.',
    };
  if (node.status === 'online' && node.draining)
    return { word: 'draining', tone: 'warn', explanation: 'Takes no new instances; what runs goes on.' };
  if (node.status === 'online' && node.docker && !node.docker.available)
    return { word: 'no Docker', tone: 'warn', explanation: node.docker.problem?.message ?? 'Docker does not answer.' };
  if (node.status === 'stale')
    return { word: 'stale', tone: 'warn', explanation: 'Connected, but silent for too long.' };
  return { word: node.status, tone: tones[node.status] };
}
