import { Button, Group, Radio, Text } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { replaceImages, type Image } from '../api/instances';
import { keys } from '../api/keys';
import { Chip } from '../shell/ui/Chip';
import { confirmDanger } from '../shell/ui/confirm';
import { DataList } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { notifyError } from '../shell/ui/notify';
import { Page } from '../shell/ui/Page';
import { ImageDialog } from './ImageDialog';
import { imagesQuery } from './queries';

/** The images that instances are made from, for superadmins. The server keeps them as one list, which every change replaces. */
export function Component() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(imagesQuery);
  const [editing, setEditing] = useState<Image | 'new' | null>(null);
  const save = async (images: Image[]) => {
    client.setQueryData<Image[]>(keys.images, await replaceImages(images));
  };
  const choose = useMutation({
    mutationFn: (id: string) => save((data ?? []).map((image) => ({ ...image, default: image.id === id }))),
    onError: (problem) => notifyError(problem),
  });
  const remove = (image: Image) =>
    confirmDanger({
      title: `Remove ${image.title}`,
      impact: 'It can no longer be chosen. Instances that were made from it go on.',
      confirmLabel: 'Remove image',
      onConfirm: () => save((data ?? []).filter(({ id }) => id !== image.id)),
    });
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')} data-testid="image-add">
      Add an image
    </Button>
  );

  return (
    <Page title="Images" description="What instances are made from." actions={add}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState icon={<IconStack2 size={22} />} title="No image" action={add}>
          Nobody can create an instance before there is one.
        </EmptyState>
      ) : (
        <DataList
          label="Images"
          rows={data}
          rowKey={({ id }) => id}
          rowName={({ title }) => title}
          rowTestId={({ id }) => `image-row-${id}`}
          columns={[
            {
              key: 'title',
              header: 'Image',
              sortBy: ({ title }) => title,
              render: (image) => (
                <div style={{ minWidth: 0 }}>
                  <Text size="sm" fw={570}>
                    {image.title}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {image.description}
                  </Text>
                </div>
              ),
            },
            {
              key: 'reference',
              header: 'Reference',
              sortBy: ({ reference }) => reference,
              render: ({ reference }) => (
                <Text className="mono" style={{ overflowWrap: 'anywhere' }}>
                  {reference}
                </Text>
              ),
            },
            {
              key: 'available',
              header: 'On machines',
              sortBy: ({ available }) => !available,
              render: ({ available }) => (
                <Chip
                  tone={available ? 'ok' : 'warn'}
                  title={available ? undefined : 'No machine that is online has it; it is pulled when first needed'}
                >
                  {available ? 'present' : 'not present'}
                </Chip>
              ),
            },
            {
              key: 'default',
              header: 'Default',
              render: (image) => (
                <Radio
                  size="xs"
                  name="default-image"
                  aria-label={`Use ${image.title} by default`}
                  checked={choose.isPending ? choose.variables === image.id : image.default}
                  disabled={choose.isPending}
                  onChange={() => choose.mutate(image.id)}
                />
              ),
            },
          ]}
          actions={(image) => (
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Edit ${image.title}`}
                onClick={() => setEditing(image)}
              >
                Edit
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                aria-label={`Remove ${image.title}`}
                disabled={image.default}
                onClick={() => remove(image)}
              >
                Remove
              </Button>
            </Group>
          )}
        />
      )}
      {editing && (
        <ImageDialog
          image={editing === 'new' ? null : editing}
          images={data ?? []}
          onSave={save}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}
