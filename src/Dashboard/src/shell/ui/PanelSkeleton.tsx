import { Skeleton, Stack } from '@mantine/core';

/** Stands in for a page or section that is being loaded. */
export function PanelSkeleton() {
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
      <Skeleton height={24} width={220} />
      <Skeleton height={120} radius="lg" />
      <Skeleton height={180} radius="lg" />
    </Stack>
  );
}
