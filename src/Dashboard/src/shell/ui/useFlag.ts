import { useSearchParams } from 'react-router';

/** A dialog that is open while its name stands in the address, so that it can be linked to. Leaves the rest of it. */
export function useFlag(name: string): [boolean, (open: boolean) => void] {
  const [parameters, setParameters] = useSearchParams();
  const setOpen = (open: boolean) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      if (open) next.set(name, '');
      else next.delete(name);
      return next;
    });
  return [parameters.has(name), setOpen];
}
