import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { createEditor } from './editor';

interface TextEditorProps {
  name: string;
  text: string;
  readOnly: boolean;
  onChange: (text: string) => void;
  onSave: () => void;
}

/** The editor, in a file of its own: it is loaded when the first text is opened. */
export default function TextEditor({ name, text, readOnly, onChange, onSave }: TextEditorProps) {
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const present = useRef(text);
  const handlers = useRef({ onChange, onSave });
  useEffect(() => {
    handlers.current = { onChange, onSave };
  });

  useEffect(() => {
    if (!place.current) return;
    const view = createEditor({
      parent: place.current,
      text: present.current,
      name,
      isDark: scheme === 'dark',
      readOnly,
      onChange: (changed) => {
        present.current = changed;
        handlers.current.onChange(changed);
      },
      onSave: () => handlers.current.onSave(),
    });
    view.focus();
    return () => view.destroy();
  }, [name, readOnly, scheme]);

  return <div ref={place} style={{ height: '100%', minHeight: 0, overflow: 'hidden' }} data-testid="editor" />;
}
