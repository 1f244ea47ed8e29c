import type { InstanceAnswer } from '../api/instances';
import type { OpenSshKeyPair } from '../identity/openSshKey';

/** An instance that was asked for. */
export interface Created extends InstanceAnswer {
  /** The key made for this instance, if one was. */
  pair: OpenSshKeyPair | null;
}
