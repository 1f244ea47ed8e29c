import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  indentOnInput,
  LanguageDescription,
  syntaxHighlighting,
} from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

const dark = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: '#c792ea' },
  { tag: [tags.string, tags.special(tags.string)], color: '#a5d6a7' },
  { tag: [tags.number, tags.bool, tags.null], color: '#f7a072' },
  { tag: [tags.comment, tags.meta], color: '#8b98a9', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.tagName], color: '#ffcb6b' },
  { tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName)], color: '#82b1ff' },
  { tag: tags.heading, fontWeight: 'bold', color: '#82b1ff' },
  { tag: tags.link, textDecoration: 'underline' },
  { tag: tags.invalid, color: '#ff8a80' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--mantine-color-dimmed)',
    borderRight: '1px solid var(--mantine-color-default-border)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-text) 6%, transparent)',
  },
});

interface EditorOptions {
  parent: HTMLElement;
  text: string;
  name: string;
  isDark: boolean;
  readOnly: boolean;
  onChange: (text: string) => void;
  onSave: () => void;
}

/** An editor for one file; its language is found by the name and loaded when it is known. */
export function createEditor(options: EditorOptions): EditorView {
  const language = new Compartment();
  const colours: Extension = options.isDark
    ? [EditorView.darkTheme.of(true), syntaxHighlighting(dark)]
    : syntaxHighlighting(defaultHighlightStyle);
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightSelectionMatches(),
        // The ends of lines stay as the file has them.
        EditorState.lineSeparator.of(options.text.includes('\r\n') ? '\r\n' : '\n'),
        EditorState.readOnly.of(options.readOnly),
        keymap.of([
          {
            key: 'Mod-s',
            run: () => {
              options.onSave();
              return true;
            },
          },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
          ...searchKeymap,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': `Content of ${options.name}` }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.sliceDoc());
        }),
        language.of([]),
        colours,
        look,
      ],
    }),
  });
  void LanguageDescription.matchFilename(languages, options.name)
    ?.load()
    .then((support) => view.dispatch({ effects: language.reconfigure(support) }))
    // Without its colours the text is still there.
    .catch(() => undefined);
  return view;
}
