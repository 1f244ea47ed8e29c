import { ActionIcon, Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChangedFile } from '../api/git';
import { stateLetters } from './state';
import classes from './GitTab.module.css';

interface FileListProps {
  title: string;
  files: ChangedFile[];
  staged: boolean;
  empty: string;
  mayWrite: boolean;
  busy: boolean;
  shown: string | null;
  onShow: (path: string) => void;
  onMove: (paths: string[]) => void;
}

const Step = 200;

/** Files that are staged, or those that are not. */
export function FileList({ title, files, staged, empty, mayWrite, busy, shown, onShow, onMove }: FileListProps) {
  const [limit, setLimit] = useState(Step);
  const verb = staged ? 'Unstage' : 'Stage';
  const id = staged ? 'staged' : 'unstaged';
  return (
    <section className={classes.panel} aria-label={title} data-testid={`git-${id}`}>
      <Group justify="space-between" gap={8} className={classes.panelHead}>
        <Text size="sm" fw={570}>
          {title} ({files.length})
        </Text>
        {mayWrite && files.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => onMove(files.map(({ path }) => path))}
            data-testid={`git-${id}-all`}
          >
            {verb} all
          </Button>
        )}
      </Group>
      {files.length === 0 && (
        <Text size="sm" c="dimmed" p="sm">
          {empty}
        </Text>
      )}
      <ul className={classes.files}>
        {files.slice(0, limit).map((file) => {
          const { letter, word, tone } = stateLetters[staged ? file.index : file.workingTree];
          return (
            <li key={file.path} data-shown={shown === file.path || undefined} data-testid={`git-${id}-${file.path}`}>
              <span className={classes.letter} data-tone={tone} title={word}>
                {letter}
              </span>
              <UnstyledButton className={classes.path} onClick={() => onShow(file.path)} fz="sm">
                {file.originalPath && staged && <span className={classes.old}>{file.originalPath} → </span>}
                {file.path}
              </UnstyledButton>
              {mayWrite && (
                <ActionIcon
                  variant="subtle"
                  disabled={busy}
                  aria-label={`${verb} ${file.path}`}
                  onClick={() => onMove([file.path])}
                >
                  {staged ? <IconMinus size={16} /> : <IconPlus size={16} />}
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {files.length > limit && (
        <Button size="compact-sm" variant="default" m="xs" onClick={() => setLimit((count) => count + 10 * Step)}>
          Show more of {files.length}
        </Button>
      )}
    </section>
  );
}
