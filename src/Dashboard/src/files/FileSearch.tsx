import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { searchFiles, type SearchEnd, type SearchHit } from '../api/fileSearch';
import { messageOf } from '../api/problem';
import { plural } from '../shell/ui/format';
import classes from './FilesTab.module.css';

interface FileSearchProps {
  instanceId: string;
  folder: string;
  onOpen: (hit: SearchHit) => void;
  onClose: () => void;
}

const reasons = {
  results: 'There are more; look for something narrower.',
  time: 'It took too long to look at everything; begin in a folder further down.',
  entries: 'There is too much to look at; begin in a folder further down.',
};

/** Looks for names or content below a folder. */
export function FileSearch({ instanceId, folder, onOpen, onClose }: FileSearchProps) {
  const [what, setWhat] = useState<'text' | 'name'>('text');
  const [wanted, setWanted] = useState('');
  const [isRegex, setRegex] = useState(false);
  const [matchCase, setMatchCase] = useState(false);
  const [hits, setHits] = useState<SearchHit[]>([]);
  const [end, setEnd] = useState<SearchEnd | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const search = async (event: SyntheticEvent) => {
    event.preventDefault();
    running.current?.abort();
    if (!wanted) return;
    const stop = new AbortController();
    running.current = stop;
    setHits([]);
    setEnd(null);
    setError(null);
    setRunning(true);
    try {
      const request = what === 'name' ? { name: wanted } : { text: wanted, isRegex };
      const found = await searchFiles(
        instanceId,
        { path: folder, matchCase, ...request },
        (more) => !stop.signal.aborted && setHits((old) => [...old, ...more]),
        stop.signal,
      );
      setEnd(found);
    } catch (failure) {
      if (!stop.signal.aborted) setError(messageOf(failure));
    }
    if (running.current === stop) setRunning(false);
  };

  return (
    <Paper
      withBorder
      p="sm"
      mb="md"
      component="form"
      onSubmit={(event) => void search(event)}
      data-testid="file-search"
    >
      <Group gap={8} align="center">
        <TextInput
          style={{ flex: '1 1 220px' }}
          aria-label="What to look for"
          placeholder={what === 'name' ? 'Part of a name, or *.ts' : 'Text in files'}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          leftSection={<IconSearch size={15} />}
          data-autofocus
          autoFocus
          data-testid="file-search-text"
        />
        <SegmentedControl
          size="sm"
          aria-label="Where to look"
          data={[
            { value: 'text', label: 'Content' },
            { value: 'name', label: 'Names' },
          ]}
          value={what}
          onChange={(value) => setWhat(value)}
        />
        <Checkbox
          label="Aa"
          title="Tell upper and lower case apart"
          checked={matchCase}
          onChange={(event) => setMatchCase(event.currentTarget.checked)}
        />
        {what === 'text' && (
          <Checkbox
            label=".*"
            title="A regular expression"
            checked={isRegex}
            onChange={(event) => setRegex(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" size="sm" loading={isRunning} data-testid="file-search-submit">
          Search
        </Button>
        <ActionIcon variant="default" size={36} aria-label="Close the search" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Text size="xs" c={error ? 'red' : 'dimmed'} mt={6} role="status" data-testid="file-search-status">
        {error ??
          (end
            ? `${plural(end.hits, 'hit')} in ${plural(end.entries, 'object')}. ${end.stopped ? reasons[end.stopped] : ''}`
            : isRunning
              ? `${plural(hits.length, 'hit')} so far`
              : `Below ${folder}, without .git and node_modules`)}
      </Text>
      {hits.length > 0 && (
        <Stack gap={0} mt={6} mah={360} style={{ overflowY: 'auto' }}>
          {hits.map((hit, index) => (
            <UnstyledButton
              key={index}
              className={classes.hit}
              onClick={() => onOpen(hit)}
              data-testid="file-search-hit"
            >
              <Text span size="sm" className="mono">
                {hit.path}
                {hit.line ? `:${hit.line}` : ''}
              </Text>
              {hit.text !== undefined && hit.text !== null && <Line hit={hit} />}
            </UnstyledButton>
          ))}
        </Stack>
      )}
    </Paper>
  );
}

function Line({ hit }: { hit: SearchHit }) {
  const { text, at, length } = { text: hit.text ?? '', at: hit.at ?? 0, length: hit.length ?? 0 };
  return (
    <Text component="span" size="xs" c="dimmed" className={`mono ${classes.line}`}>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + length)}</mark>
      {text.slice(at + length)}
    </Text>
  );
}
