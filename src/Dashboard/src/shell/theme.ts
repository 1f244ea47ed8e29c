import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The tones by Mantine colour name: its own are too pale on their ground, on a dark one nearly white. */
const tones: Record<string, string> = { red: 'bad', yellow: 'warn', orange: 'warn', teal: 'ok', harbor: 'busy' };

const toneVariables = Object.fromEntries(
  Object.entries(tones).flatMap(([color, tone]) => [
    [`--mantine-color-${color}-light`, `var(--${tone}-soft)`],
    [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--${tone}-soft) 92%, var(--${tone}))`],
    [`--mantine-color-${color}-light-color`, `var(--${tone})`],
  ]),
);

/** The one accent: deep water. Shade 8 carries white text at 5.6:1, shade 3 and 4 are readable on dark. */
const harbor: MantineColorsTuple = [
  '#eaf5fa',
  '#d5e9f2',
  '#a9d2e4',
  '#79bbd6',
  '#52a6ca',
  '#3998c1',
  '#2a8fba',
  '#1b7da6',
  '#0b6c93',
  '#005d80',
];

/** Cool greys for dark: 7 is the page, 6 a raised surface, 4 a line, 0 text. */
const dark: MantineColorsTuple = [
  '#e3e6ea',
  '#b9bec7',
  '#9299a5',
  '#6a717e',
  '#30353f',
  '#262a32',
  '#191c22',
  '#111318',
  '#0c0e12',
  '#08090c',
];

const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f2f4f6',
  '#e8ebee',
  '#dde1e6',
  '#c8ced6',
  '#9aa3ae',
  '#646d79',
  '#4a525d',
  '#343a43',
  '#1d2127',
];

export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 8, dark: 8 },
  colors: { harbor, dark, gray },
  black: '#15181d',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right', allowDeselect: false } },
    Textarea: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: false, fz: 'xs', events: { hover: true, focus: true, touch: false } },
    },
    Modal: {
      styles: { title: { fontWeight: 620, fontSize: '1rem', letterSpacing: '-0.01em' } },
      defaultProps: {
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Drawer: {
      styles: { title: { fontWeight: 620, fontSize: '1rem' } },
      defaultProps: { overlayProps: { backgroundOpacity: 0.35 }, closeButtonProps: { 'aria-label': 'Close' } },
    },
    Alert: {
      vars: (_: unknown, { color }: { color?: string }) => {
        const tone = tones[color ?? ''] ?? 'idle';
        return { root: { '--alert-color': `var(--${tone})`, '--alert-bg': `var(--${tone}-soft)` } };
      },
    },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', width: 200 } },
    Badge: { styles: { root: { textTransform: 'none', fontWeight: 550 } } },
  },
});

/** Colours that Mantine's defaults leave too pale for small text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...toneVariables,
    '--mantine-color-dimmed': '#5d6672',
    '--mantine-color-placeholder': '#6d7682',
    '--mantine-color-error': '#c2252f',
    '--mantine-color-anchor': '#0b6c93',
    '--line': '#e5e8ec',
    '--surface': '#ffffff',
    '--surface-sunken': '#f7f8fa',
    '--surface-hover': '#f3f5f7',
    '--accent': '#0b6c93',
    '--ok': '#0d6b4c',
    '--ok-soft': '#e3f5ee',
    '--busy': '#0b6c93',
    '--busy-soft': '#e4f1f7',
    '--warn': '#825200',
    '--warn-soft': '#fdf1da',
    '--bad': '#bd2430',
    '--bad-soft': '#fdebec',
    '--idle': '#59626e',
    '--idle-soft': '#eff1f4',
  },
  dark: {
    ...toneVariables,
    '--mantine-color-dimmed': '#98a0ac',
    '--mantine-color-placeholder': '#7f8794',
    '--mantine-color-error': '#ff8a8f',
    '--mantine-color-anchor': '#79bbd6',
    '--line': '#262a32',
    '--surface': '#15181d',
    '--surface-sunken': '#0d0f13',
    '--surface-hover': '#1a1e24',
    '--accent': '#52a6ca',
    '--ok': '#4cc79b',
    '--ok-soft': '#12291f',
    '--busy': '#6cb7d6',
    '--busy-soft': '#11262f',
    '--warn': '#e2b35c',
    '--warn-soft': '#2c2312',
    '--bad': '#ff8a8f',
    '--bad-soft': '#331a1d',
    '--idle': '#a2a9b4',
    '--idle-soft': '#1f232a',
  },
});
