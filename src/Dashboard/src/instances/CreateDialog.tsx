import { Dialog } from '../shell/ui/Dialog';
import { useState } from 'react';
import { CreateForm } from './CreateForm';
import { CreateProgress } from './CreateProgress';
import type { Created } from './created';

interface CreateDialogProps {
  onClose: () => void;
}

/** First the wishes, then the work on them. Closing it stops nothing. */
export default function CreateDialog({ onClose }: CreateDialogProps) {
  const [created, setCreated] = useState<Created | null>(null);
  const [saved, setSaved] = useState(false);
  const keyAtRisk = created?.pair != null && !saved;
  return (
    <Dialog
      onClose={onClose}
      title={created ? created.instance.name : 'Create an instance'}
      size="lg"
      closeOnClickOutside={!keyAtRisk}
      closeOnEscape={!keyAtRisk}
      withCloseButton={!keyAtRisk}
      data-testid="create-dialog"
    >
      {created ? (
        <CreateProgress created={created} keyAtRisk={keyAtRisk} onKeySaved={() => setSaved(true)} onClose={onClose} />
      ) : (
        <CreateForm onCreated={setCreated} onCancel={onClose} />
      )}
    </Dialog>
  );
}
