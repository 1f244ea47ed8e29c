import type { Node } from '../api/nodes';
import { Chip } from '../shell/ui/Chip';
import { statusOf } from './status';

export function NodeStatusChip({ node }: { node: Node }) {
  const { word, tone, explanation } = statusOf(node);
  return (
    <Chip tone={tone} title={explanation} testId={`node-status-${node.name}`}>
      {word}
    </Chip>
  );
}
