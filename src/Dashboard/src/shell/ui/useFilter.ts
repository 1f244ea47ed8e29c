import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Filter text that lives in the address (`?q=`), so that a filtered list can be linked to. All words must occur, in
 * any order.
 */
export function useFilter<T>(rows: readonly T[] | undefined, textOf: (row: T) => string) {
  const [parameters, setParameters] = useSearchParams();
  const address = parameters.get('q') ?? '';
  // The address follows some time after a key. A field that showed the address would lose what is typed quickly.
  const [filter, setText] = useState(address);
  const written = useRef(new Set<string>());
  const deferred = useDeferredValue(filter);

  useEffect(() => {
    if (!written.current.delete(address)) setText(address);
  }, [address]);

  const setFilter = (text: string) => {
    setText(text);
    if (text !== address) written.current.add(text);
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        if (text) next.set('q', text);
        else next.delete('q');
        return next;
      },
      { replace: true },
    );
  };

  const filtered = useMemo(() => {
    const words = deferred.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    return rows?.filter((row) => {
      const text = textOf(row).toLowerCase();
      return words.every((word) => text.includes(word));
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- textOf is a pure function of the row; callers write it in place.
  }, [rows, deferred]);

  return { filter, setFilter, filtered };
}
