import { Progress, Text } from '@mantine/core';
import { IconCheck, IconLoader2, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { isActive, type Operation } from '../api/operations';
import { describe } from './describe';
import classes from './OperationSteps.module.css';

interface OperationStepsProps {
  operation: Operation;
}

/** The steps that were seen so far, the current one last, over a bar. */
export function OperationSteps({ operation }: OperationStepsProps) {
  const [seen, setSeen] = useState<string[]>([]);
  const active = isActive(operation);
  const current = operation.message ?? operation.step ?? (active ? 'Waiting for its turn' : null);
  // Steps come as they happen; an operation does not list them beforehand.
  if (current && active && seen.at(-1) !== current) setSeen([...seen, current].slice(-12));

  return (
    <div role="status" aria-label={describe(operation).running}>
      <Progress
        value={
          active
            ? Math.max(operation.progressPercent, 2)
            : operation.state === 'succeeded'
              ? 100
              : operation.progressPercent
        }
        color={operation.error ? 'red' : undefined}
        size={6}
        transitionDuration={250}
        aria-label={`${operation.progressPercent} %`}
        mb="sm"
      />
      <ol className={classes.steps}>
        {seen.map((step, index) => {
          const last = index === seen.length - 1;
          const state = !last || operation.state === 'succeeded' ? 'done' : active ? 'running' : 'failed';
          return (
            <li key={`${index}-${step}`} className={classes.step} data-state={state}>
              {state === 'done' ? (
                <IconCheck size={15} aria-hidden="true" />
              ) : state === 'running' ? (
                <IconLoader2 size={15} aria-hidden="true" />
              ) : (
                <IconX size={15} aria-hidden="true" />
              )}
              <Text size="sm" span>
                {step}
              </Text>
              {last && active && (
                <Text size="xs" c="dimmed" span className="tabular" ml="auto">
                  {operation.progressPercent} %
                </Text>
              )}
            </li>
          );
        })}
        {operation.state === 'succeeded' && (
          <li className={classes.step} data-state="done">
            <IconCheck size={15} aria-hidden="true" />
            <Text size="sm" fw={550} span>
              {describe(operation).done}
            </Text>
          </li>
        )}
      </ol>
    </div>
  );
}
