import type { Instance } from '../api/instances';
import { Chip } from '../shell/ui/Chip';
import { statusOf } from './status';

export function InstanceStatusChip({ instance }: { instance: Instance }) {
  const { word, tone, pulse, explanation } = statusOf(instance);
  return (
    <Chip tone={tone} pulse={pulse} title={explanation} testId={`instance-status-${instance.name}`}>
      {word}
    </Chip>
  );
}
