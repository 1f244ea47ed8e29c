import { Button, Group, Stack, TextInput } from '@mantine/core';
import { Dialog } from '../shell/ui/Dialog';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { Image } from '../api/instances';
import { FormError } from '../identity/FormError';

interface ImageDialogProps {
  /** The image to change; null for a new one. */
  image: Image | null;
  images: readonly Image[];
  onSave: (images: Image[]) => Promise<void>;
  onClose: () => void;
}

export function ImageDialog({ image, images, onSave, onClose }: ImageDialogProps) {
  const form = useForm({
    initialValues: {
      id: image?.id ?? '',
      title: image?.title ?? '',
      description: image?.description ?? '',
      reference: image?.reference ?? '',
    },
    validate: {
      id: (value) =>
        !/^[a-z0-9][a-z0-9-]{0,39}$/.test(value)
          ? 'Small letters, digits and hyphens, at most 40'
          : image?.id !== value && images.some(({ id }) => id === value)
            ? 'Another image has this id'
            : null,
      title: (value) => (value.trim() ? null : 'Fill this in'),
      reference: (value) => (value.trim() ? null : 'For example ubuntu:24.04'),
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const changed: Image = {
        default: image?.default ?? images.length === 0,
        available: false,
        ...values,
        title: values.title.trim(),
        reference: values.reference.trim(),
      };
      return onSave(image ? images.map((one) => (one.id === image.id ? changed : one)) : [...images, changed]);
    },
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} title={image ? `Change ${image.title}` : 'Add an image'}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="md">
          <FormError error={save.error} />
          <TextInput
            label="Title"
            placeholder="Ubuntu 24.04"
            maxLength={100}
            data-autofocus
            data-testid="image-title"
            {...form.getInputProps('title')}
          />
          <TextInput
            label="Id"
            description="Used by the command line and the API"
            placeholder="ubuntu"
            maxLength={40}
            disabled={image !== null}
            data-testid="image-id"
            {...form.getInputProps('id')}
          />
          <TextInput
            label="Reference"
            description="What the machine pulls. It must run an SSH server on port 22"
            placeholder="registry.example.org/team/image:1"
            maxLength={280}
            spellCheck={false}
            data-testid="image-reference"
            {...form.getInputProps('reference')}
          />
          <TextInput
            label="Description"
            maxLength={500}
            data-testid="image-description"
            {...form.getInputProps('description')}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="image-submit">
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
