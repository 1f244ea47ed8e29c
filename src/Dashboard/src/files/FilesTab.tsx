import { ActionIcon, Anchor, Button, Checkbox, FileButton, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import {
  IconFile,
  IconFolder,
  IconFolderPlus,
  IconPlayerPlay,
  IconRefresh,
  IconSearch,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useMemo, useState, type DragEvent } from 'react';
import { useSearchParams } from 'react-router';
import { listFolder, statFile, MostShown, type FileEntry, type Sort } from '../api/files';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import { isApiError, obstacle } from '../api/problem';
import { mayDo, useMe } from '../identity/session';
import { canDo } from '../instances/status';
import { useInstanceActions } from '../instances/useInstanceActions';
import { BulkBar } from '../shell/ui/BulkBar';
import { timeColumn } from '../shell/ui/columns';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatBytes, plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { notifyError } from '../shell/ui/notify';
import { useFilter } from '../shell/ui/useFilter';
import { useOrder } from '../shell/ui/useOrder';
import { downloadOf } from './downloads';
import { filesOf } from './dropped';
import classes from './FilesTab.module.css';
import { FileSearch } from './FileSearch';
import { IconOf, isFile, isFolder } from './entry';
import { Question, type Asking } from './Question';
import { crumbs, join, parentOf } from './paths';
import { RowActions } from './RowActions';
import { UploadList } from './UploadList';
import { useFileActions } from './useFileActions';
import { useUploads } from './useUploads';

const sorts: Sort[] = ['name', 'size', 'modified'];
const nameOf = ({ name }: FileEntry) => name;

const facts: Column<FileEntry>[] = [
  {
    key: 'size',
    header: 'Size',
    align: 'end',
    sortBy: ({ kind, size }) => (kind === 'file' ? size : null),
    render: ({ kind, size }) => (kind === 'file' ? formatBytes(size) : '–'),
  },
  timeColumn('modified', 'Changed', ({ modifiedAt }) => modifiedAt),
  { key: 'mode', header: 'Rights', wideOnly: true, render: ({ mode }) => <span className="mono">{mode}</span> },
];

/** The files of an instance, as its user sees them. */
export default function FilesTab({ instance }: { instance: Instance }) {
  const actions = useInstanceActions();
  if (!canDo(instance, 'terminal'))
    return (
      <EmptyState
        icon={<IconFolder size={22} />}
        title="The instance does not run"
        testId="files-stopped"
        action={
          canDo(instance, 'start') && (
            <Button leftSection={<IconPlayerPlay size={15} />} onClick={() => void actions.power(instance, 'start')}>
              Start
            </Button>
          )
        }
      >
        Its files can be reached while it runs.
      </EmptyState>
    );
  return <Browser instance={instance} />;
}

function Browser({ instance }: { instance: Instance }) {
  const me = useMe();
  const mayWrite = mayDo(me, 'write:cloud_files', instance);
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('path') ?? '';
  const [order] = useOrder('sort');
  const sort = sorts.find((name) => name === order?.column) ?? 'name';
  const descending = sort === order?.column && order.descending;
  const [hidden, setHidden] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [over, setOver] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const uploads = useUploads(instance.id);
  const { remove, reload } = useFileActions(instance.id);

  const query = useQuery({
    // The server orders too: of a folder with more than can be shown, it hands out the first in this order.
    queryKey: keys.folder(instance.id, wanted, sort, descending),
    queryFn: ({ signal }) => listFolder(instance.id, wanted, sort, descending, signal),
    placeholderData: (old, query) => (query?.queryKey[3] === wanted ? old : undefined),
    staleTime: 0,
  });
  const { data, refetch } = query;
  const folder = data?.path ?? (wanted || '/');
  const visible = useMemo(
    () => (hidden ? data?.items : data?.items.filter(({ name }) => !name.startsWith('.'))),
    [data, hidden],
  );
  const { filter, setFilter, filtered } = useFilter(visible, nameOf);
  const chosen = filtered?.filter(({ name }) => selected.has(name)) ?? [];
  const download = downloadOf(instance.id, folder, chosen);
  const clear = () => setSelected(new Set());
  const close = () => setAsking(null);

  const go = (path: string) => {
    clear();
    setParameters((old) => {
      const next = new URLSearchParams(old);
      next.set('path', path);
      next.delete('q');
      return next;
    });
  };
  const open = (entry: FileEntry) => {
    if (isFolder(entry)) go(join(folder, entry.name));
    else if (isFile(entry)) setAsking({ what: 'open', entry });
  };
  const openPath = (path: string) =>
    statFile(instance.id, path).then((entry) => setAsking({ what: 'open', entry, path }), notifyError);
  const removeNames = (names: string[]) => {
    clear();
    void remove(names.map((name) => join(folder, name)));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayWrite) void filesOf(event.dataTransfer).then((files) => uploads.add(folder, files), notifyError);
  };

  const columns: Column<FileEntry>[] = [
    {
      key: 'name',
      header: 'Name',
      sortBy: nameOf,
      render: (entry) => (
        <UnstyledButton className={classes.name} onClick={() => open(entry)} fz="sm" fw={isFolder(entry) ? 570 : 450}>
          <IconOf entry={entry} />
          <span>
            {entry.name}
            {entry.linkTarget && (
              <Text span size="xs" c="dimmed">
                {' '}
                → {entry.linkTarget}
              </Text>
            )}
          </span>
        </UnstyledButton>
      ),
    },
    ...facts,
  ];

  const error = obstacle(query);
  return (
    <div
      className={classes.place}
      onDragEnter={(event) => mayWrite && event.dataTransfer.types.includes('Files') && setOver(true)}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={drop}
      data-testid="files"
    >
      {over && <div className={classes.drop}>Drop to upload to {folder}</div>}
      <Group justify="space-between" mb="sm" gap={8}>
        <nav className={classes.crumbs} aria-label="Folder" data-testid="crumbs">
          {crumbs(folder).map(({ name, path }, index, all) => (
            <Fragment key={path}>
              {index > 1 && <span aria-hidden="true">/</span>}
              {index === all.length - 1 ? (
                <Text span size="sm" fw={570} px={4} aria-current="page">
                  {name}
                </Text>
              ) : (
                <Anchor component="button" size="sm" px={4} onClick={() => go(path)}>
                  {name}
                </Anchor>
              )}
            </Fragment>
          ))}
        </nav>
        <Group gap={6}>
          {mayWrite && (
            <>
              <FileButton
                multiple
                onChange={(files) =>
                  uploads.add(
                    folder,
                    files.map((file) => ({ file, path: file.name })),
                  )
                }
                inputProps={{ 'aria-label': 'Files to upload' }}
              >
                {(props) => (
                  <Button {...props} size="sm" leftSection={<IconUpload size={15} />} data-testid="file-upload">
                    Upload
                  </Button>
                )}
              </FileButton>
              <Menu>
                <Menu.Target>
                  <Button size="sm" variant="default" leftSection={<IconFolderPlus size={15} />} data-testid="file-new">
                    New
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconFolder size={15} />}
                    onClick={() => setAsking({ what: 'folder' })}
                    data-testid="file-new-folder"
                  >
                    Folder…
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconFile size={15} />}
                    onClick={() => setAsking({ what: 'file' })}
                    data-testid="file-new-file"
                  >
                    File…
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
              <ActionIcon
                variant="default"
                size={36}
                aria-label="Deleted files"
                onClick={() => setAsking({ what: 'trash' })}
                data-testid="file-trash"
              >
                <IconTrash size={16} />
              </ActionIcon>
            </>
          )}
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Search in files"
            onClick={() => setSearching(!isSearching)}
            data-testid="file-search-open"
          >
            <IconSearch size={16} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Read the folder again"
            loading={query.isFetching}
            onClick={() => void reload()}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Group>
      </Group>
      {isSearching && (
        <FileSearch
          key={folder}
          instanceId={instance.id}
          folder={folder}
          onOpen={(hit) => (hit.kind === 'folder' ? go(hit.path) : void openPath(hit.path))}
          onClose={() => setSearching(false)}
        />
      )}
      <UploadList
        uploads={uploads.uploads}
        onReplace={(id) => uploads.again(id, true)}
        onRetry={(id) => uploads.again(id, false)}
        onStop={uploads.stop}
        onClear={uploads.clear}
      />
      {error ? (
        <ErrorState
          error={error}
          onRetry={() =>
            isApiError(error, 'file_not_found', 'file_not_folder') ? go(parentOf(wanted || '/')) : void refetch()
          }
        />
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter this folder"
            summary={
              filtered &&
              (data && data.total > MostShown
                ? `The first ${MostShown} of ${data.total}`
                : plural(filtered.length, 'object'))
            }
            bulk={
              chosen.length > 0 && (
                <BulkBar count={chosen.length} onClear={clear}>
                  <Button
                    component="a"
                    size="compact-sm"
                    variant="default"
                    href={download.href}
                    data-testid="files-download"
                  >
                    {download.isWhole ? 'Download the whole folder' : 'Download'}
                  </Button>
                  {mayWrite && (
                    <>
                      <Button size="compact-sm" variant="default" onClick={() => setAsking({ what: 'move-all' })}>
                        Move…
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="light"
                        color="red"
                        onClick={() => removeNames(chosen.map(({ name }) => name))}
                        data-testid="files-delete"
                      >
                        Delete
                      </Button>
                    </>
                  )}
                </BulkBar>
              )
            }
          >
            <Checkbox
              size="sm"
              label="Hidden"
              checked={hidden}
              onChange={(event) => setHidden(event.currentTarget.checked)}
            />
          </ListToolbar>
          {filtered?.length === 0 ? (
            <EmptyState
              icon={<IconFolder size={22} />}
              title={filter ? 'Nothing matches' : 'Nothing to see here'}
              testId="files-empty"
            >
              {filter
                ? 'Clear the filter to see more.'
                : data && data.total > 0
                  ? 'Hidden files are not shown; choose Hidden to see them.'
                  : 'The folder is empty. Drop files here to upload them.'}
            </EmptyState>
          ) : (
            <DataList
              label={`Files in ${folder}`}
              first={isFolder}
              rows={filtered}
              columns={columns}
              rowKey={({ name }) => name}
              rowName={({ name }) => name}
              rowTestId={({ name }) => `file-${name}`}
              onOpen={open}
              selected={selected}
              onSelect={setSelected}
              actions={(entry) => (
                <RowActions
                  instanceId={instance.id}
                  folder={folder}
                  entry={entry}
                  mayWrite={mayWrite}
                  onAsk={setAsking}
                  onDelete={() => removeNames([entry.name])}
                />
              )}
            />
          )}
        </>
      )}
      {asking && (
        <Question
          asking={asking}
          folder={folder}
          chosen={chosen}
          instanceId={instance.id}
          mayWrite={mayWrite}
          onClose={close}
          onDone={() => {
            clear();
            void reload();
          }}
        />
      )}
    </div>
  );
}
