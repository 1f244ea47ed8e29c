import { Alert, Button, Group, Image, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { contentPath, readFile, writeFile, type FileEntry } from '../api/files';
import { keys } from '../api/keys';
import { ApiError } from '../api/problem';
import { confirmDanger } from '../shell/ui/confirm';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatBytes } from '../shell/ui/format';
import { notifyError } from '../shell/ui/notify';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { loadPart } from '../shell/loadPart';
import { imageType, textOf } from './paths';

const TextEditor = lazy(() => loadPart(() => import('./TextEditor')));

const LargestText = 2 * 1024 * 1024;
const LargestImage = 10 * 1024 * 1024;

interface FileDialogProps {
  instanceId: string;
  path: string;
  entry: FileEntry;
  mayWrite: boolean;
  onClose: () => void;
}

/** A file: its text to edit, its picture, or what else can be done with it. */
export function FileDialog({ instanceId, path, entry, mayWrite, onClose }: FileDialogProps) {
  const image = imageType(entry.name);
  const fits = entry.size <= (image ? LargestImage : LargestText);
  const query = useQuery({
    queryKey: [...keys.files(instanceId), 'content', path],
    queryFn: async ({ signal }) => {
      const { bytes, etag } = await readFile(instanceId, path, signal);
      return {
        etag,
        size: bytes.length,
        text: image ? null : textOf(bytes),
        url: image ? await dataUrl(bytes, image) : null,
      };
    },
    enabled: fits,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const [dirty, setDirty] = useState(false);
  const close = () =>
    dirty
      ? confirmDanger({
          title: 'Discard changes',
          impact: `What you changed in ${entry.name} is not saved.`,
          confirmLabel: 'Discard',
          onConfirm: () => {
            onClose();
            return Promise.resolve();
          },
        })
      : onClose();

  return (
    <Modal
      opened
      onClose={close}
      fullScreen
      title={
        <Text component="span" className="mono" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {path}
        </Text>
      }
      closeButtonProps={{ 'aria-label': 'Close the file' }}
      styles={{
        content: { display: 'flex', flexDirection: 'column' },
        body: { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
      }}
      closeOnEscape={!dirty}
      data-testid="file-dialog"
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !fits || (query.data?.text === null && query.data.url === null) ? (
        <Stack align="center" m="auto" gap="sm" data-testid="file-binary">
          <Text size="sm" c="dimmed">
            {fits ? 'This file is no text.' : 'This file is too large to be shown here.'} {formatBytes(entry.size)}
          </Text>
          <Button component="a" href={contentPath(instanceId, path)} leftSection={<IconDownload size={16} />}>
            Download
          </Button>
        </Stack>
      ) : !query.data ? (
        <PanelSkeleton />
      ) : query.data.url ? (
        <Image src={query.data.url} alt={entry.name} fit="contain" h="100%" data-testid="file-image" />
      ) : (
        <Editing
          key={query.data.etag}
          instanceId={instanceId}
          path={path}
          name={entry.name}
          etag={query.data.etag}
          text={query.data.text ?? ''}
          mayWrite={mayWrite}
          onDirty={setDirty}
          onReload={() => void query.refetch().then(({ isSuccess }) => isSuccess && setDirty(false))}
        />
      )}
    </Modal>
  );
}

interface EditingProps {
  instanceId: string;
  path: string;
  name: string;
  etag: string;
  text: string;
  mayWrite: boolean;
  onDirty: (dirty: boolean) => void;
  onReload: () => void;
}

function Editing({ instanceId, path, name, etag, text, mayWrite, onDirty, onReload }: EditingProps) {
  const client = useQueryClient();
  const [content, setContent] = useState(text);
  const [saved, setSaved] = useState(text);
  const [known, setKnown] = useState(etag);
  const [conflict, setConflict] = useState(false);
  const [busy, setBusy] = useState(false);
  const dirty = content !== saved;

  const save = async (overwrite = false) => {
    if (busy || !mayWrite) return;
    setBusy(true);
    try {
      const written = await writeFile(instanceId, path, new Blob([content]), {
        ifMatch: overwrite ? undefined : known,
      });
      setKnown(`"${written.etag}"`);
      setSaved(content);
      setConflict(false);
      onDirty(false);
      void client.invalidateQueries({ queryKey: [...keys.files(instanceId), 'folder'] });
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) setConflict(true);
      else notifyError(error);
    }
    setBusy(false);
  };

  return (
    <Stack gap="sm" style={{ flex: 1, minHeight: 0 }}>
      {conflict && (
        <Alert color="orange" title="Changed meanwhile" data-testid="file-conflict">
          <Text size="sm" mb="xs">
            Somebody or something else wrote {name} since you opened it.
          </Text>
          <Group gap={8}>
            <Button size="xs" variant="default" onClick={onReload} data-testid="file-reload">
              Load theirs, drop mine
            </Button>
            <Button size="xs" color="red" loading={busy} onClick={() => void save(true)} data-testid="file-overwrite">
              Overwrite with mine
            </Button>
          </Group>
        </Alert>
      )}
      <div style={{ flex: 1, minHeight: 0, border: '1px solid var(--mantine-color-default-border)', borderRadius: 8 }}>
        <Suspense fallback={<PanelSkeleton />}>
          <TextEditor
            name={name}
            text={text}
            readOnly={!mayWrite}
            onChange={(changed) => {
              setContent(changed);
              onDirty(changed !== saved);
            }}
            onSave={() => void save()}
          />
        </Suspense>
      </div>
      <Group justify="space-between" gap={8}>
        <Text size="sm" c="dimmed" aria-live="polite">
          {!mayWrite ? 'For reading only' : dirty ? 'Not saved yet' : 'Saved'}
        </Text>
        <Group gap={8}>
          <Button
            component="a"
            href={contentPath(instanceId, path)}
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            Download
          </Button>
          {mayWrite && (
            <Button onClick={() => void save()} loading={busy} disabled={!dirty} data-testid="file-save">
              Save
            </Button>
          )}
        </Group>
      </Group>
    </Stack>
  );
}

/** Pages may show pictures from themselves and from their own text, not from elsewhere. */
function dataUrl(bytes: Uint8Array, type: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error('The picture cannot be read.'));
    reader.readAsDataURL(new Blob([bytes as BlobPart], { type }));
  });
}
