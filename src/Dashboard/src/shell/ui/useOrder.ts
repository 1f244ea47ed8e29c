import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readOrder, writeOrder, type Order } from './order';

/** The order of a list, which lives in the address (`?sort=-created`) like its filter, so that it can be linked to. */
export function useOrder(parameter: string): [Order | null, (order: Order | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get(parameter);
  const order = useMemo(() => readOrder(text), [text]);
  const setOrder = (next: Order | null) =>
    setParameters(
      (old) => {
        const changed = new URLSearchParams(old);
        if (next) changed.set(parameter, writeOrder(next));
        else changed.delete(parameter);
        return changed;
      },
      { replace: true },
    );
  return [order, setOrder];
}
