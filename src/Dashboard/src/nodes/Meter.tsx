import { Group, Progress, Text } from '@mantine/core';

interface MeterProps {
  label: string;
  used: number;
  total: number;
  text: string;
  hideLabel?: boolean;
}

/** How much of something is used; it warns from 80 % and alarms from 95 %. */
export function Meter({ label, used, total, text, hideLabel = false }: MeterProps) {
  const percent = total > 0 ? Math.min(100, (used / total) * 100) : 0;
  const color = percent >= 95 ? 'var(--bad)' : percent >= 80 ? 'var(--warn)' : 'var(--accent)';
  return (
    <div style={{ minWidth: 96 }}>
      <Group justify="space-between" gap={8} mb={3} wrap="nowrap">
        {!hideLabel && (
          <Text size="xs" c="dimmed">
            {label}
          </Text>
        )}
        <Text size="xs" className="tabular" c={hideLabel ? 'dimmed' : undefined}>
          {text}
        </Text>
      </Group>
      <Progress size={4} value={percent} color={color} aria-label={`${label}: ${text}`} />
    </div>
  );
}
