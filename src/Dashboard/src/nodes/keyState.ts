import type { OnboardingKey } from '../api/nodes';

export type KeyState = 'usable' | 'used up' | 'expired' | 'revoked';

/** Whether a machine can still be added with a key, and why not. */
export function keyState(
  key: Pick<OnboardingKey, 'revokedAt' | 'expiresAt' | 'maxUses' | 'uses'>,
  now: number,
): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (key.maxUses !== null && key.uses >= key.maxUses) return 'used up';
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) return 'expired';
  return 'usable';
}
