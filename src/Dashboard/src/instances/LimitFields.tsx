import { NumberInput, Select, SimpleGrid } from '@mantine/core';
import type { Limits, RestartPolicy } from '../api/instances';

export const defaultLimits: Limits = { memoryMb: 2048, cpus: 2, pids: 512 };

const policies: { value: RestartPolicy; label: string }[] = [
  { value: 'unless-stopped', label: 'Unless stopped by you' },
  { value: 'always', label: 'Always' },
  { value: 'no', label: 'Never' },
];

interface LimitFieldsProps {
  limits: Limits;
  restartPolicy: RestartPolicy;
  onLimits: (limits: Limits) => void;
  onRestartPolicy: (policy: RestartPolicy) => void;
  errors?: Readonly<Record<string, string[]>>;
}

/** Memory, CPUs, processes and restart policy, within what the server accepts. */
export function LimitFields({ limits, restartPolicy, onLimits, onRestartPolicy, errors = {} }: LimitFieldsProps) {
  const set = (name: keyof Limits) => (value: string | number) =>
    typeof value === 'number' && onLimits({ ...limits, [name]: value });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <NumberInput
        label="Memory"
        suffix=" MiB"
        min={128}
        max={262_144}
        step={256}
        value={limits.memoryMb}
        onChange={set('memoryMb')}
        error={errors['limits.memoryMb']?.join(' ')}
        data-testid="limit-memory"
      />
      <NumberInput
        label="CPUs"
        min={0.1}
        max={64}
        step={0.5}
        decimalScale={2}
        value={limits.cpus}
        onChange={set('cpus')}
        error={errors['limits.cpus']?.join(' ')}
        data-testid="limit-cpus"
      />
      <NumberInput
        label="Processes"
        min={64}
        max={131_072}
        step={64}
        value={limits.pids}
        onChange={set('pids')}
        error={errors['limits.pids']?.join(' ')}
        data-testid="limit-pids"
      />
      <Select
        label="Restart it"
        data={policies}
        value={restartPolicy}
        onChange={(value) => value && onRestartPolicy(value)}
        data-testid="restart-policy"
      />
    </SimpleGrid>
  );
}
