import { NumberInput, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { Dialog } from '../../shell/ui/Dialog';
import {
  changePreferences,
  familyOf,
  fontChoices,
  LargestFont,
  SmallestFont,
  useTerminalPreferences,
} from './preferences';
import { themeChoices, themeFor } from './themes';
import classes from './TerminalSettings.module.css';

/** Fonts, colours and habits of terminals, kept in this browser. They act at once. */
export default function TerminalSettings({ onClose }: { onClose: () => void }) {
  const chosen = useTerminalPreferences();
  const pageIsDark = useComputedColorScheme('dark') === 'dark';
  const colours = themeFor(chosen.theme, pageIsDark);
  return (
    <Dialog title="Terminals in this browser" onClose={onClose}>
      <Stack gap="md">
        <div
          className={classes.sample}
          style={{
            background: colours.background,
            color: colours.foreground,
            fontFamily: familyOf(chosen.font),
            fontSize: chosen.fontSize,
          }}
          aria-hidden="true"
        >
          <span style={{ color: colours.green }}>ada@harbor</span>:<span style={{ color: colours.blue }}>~/charts</span>
          $ ls <span style={{ color: colours.yellow }}>*.md</span>
        </div>
        <Select
          label="Colours"
          data={themeChoices}
          value={chosen.theme}
          onChange={(value) => {
            const theme = themeChoices.find((choice) => choice.value === value)?.value;
            if (theme) changePreferences({ theme });
          }}
          data-testid="terminal-theme"
        />
        <Select
          label="Font"
          data={fontChoices}
          value={chosen.font}
          onChange={(font) => font && changePreferences({ font })}
          data-testid="terminal-font"
        />
        <NumberInput
          label="Size"
          suffix=" px"
          min={SmallestFont}
          max={LargestFont}
          clampBehavior="strict"
          value={chosen.fontSize}
          onChange={(value) =>
            typeof value === 'number' && value >= SmallestFont && changePreferences({ fontSize: value })
          }
          data-testid="terminal-font-size"
        />
        <div>
          <Text size="sm" fw={500} mb={4}>
            Cursor
          </Text>
          <SegmentedControl
            fullWidth
            aria-label="Cursor"
            value={chosen.cursor}
            onChange={(cursor) => changePreferences({ cursor })}
            data={[
              { value: 'block', label: 'Block' },
              { value: 'bar', label: 'Bar' },
              { value: 'underline', label: 'Line' },
            ]}
          />
        </div>
        <Switch
          label="Copy what is selected"
          checked={chosen.copyOnSelect}
          onChange={(event) => changePreferences({ copyOnSelect: event.currentTarget.checked })}
          data-testid="terminal-copy-on-select"
        />
        <Switch
          label="Show keys before the shell answers"
          description="Only where the way to it takes longer than 30 ms; never in places that show nothing, such as passwords."
          checked={chosen.predictEcho}
          onChange={(event) => changePreferences({ predictEcho: event.currentTarget.checked })}
          data-testid="terminal-predict-echo"
        />
      </Stack>
    </Dialog>
  );
}
