import { Loader } from '@mantine/core';

/** The small wheel of a part that is being loaded; its label names the part for those who hear the page. Without one, a text beside it says so. */
export function Loading({ label }: { label?: string }) {
  return <Loader size="xs" {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })} />;
}
