import { plural } from '../shell/ui/format';

/** What goes with an account, or with several, when it is deleted. */
export function deletionImpact(instances: number): string {
  const lost =
    instances === 0
      ? 'There are no instances to delete.'
      : `${plural(instances, 'instance')} ${instances === 1 ? 'is' : 'are'} deleted, with all files.`;
  return `${lost} Sessions, tokens and keys end at once. The audit log is kept.`;
}
