import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';

interface BulkBarProps {
  count: number;
  onClear: () => void;
  /** The actions. */
  children: ReactNode;
}

/** What can be done with the selected rows of a list. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  return (
    <>
      <span>{count} selected</span>
      {children}
      <CloseButton size="sm" aria-label="Clear selection" onClick={onClear} />
    </>
  );
}
