import { ActionIcon, SegmentedControl, Slider, Switch, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { findInCast, shorten, type Cast } from './cast';
import { usePlayer } from './usePlayer';
import classes from './Player.module.css';

const Speeds = ['0.5', '1', '2', '4', '8'];
const LongestPause = 2;
/** So long before a match the playback begins, in seconds, so that one sees it come. */
const LeadIn = 0.5;

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${Math.floor(seconds % 60)
    .toString()
    .padStart(2, '0')}`;

/** Plays a recording: pause, speed, seek, search, and pauses left out. */
export function Player({ cast: whole }: { cast: Cast }) {
  const [isShort, setShort] = useState(false);
  const [speed, setSpeed] = useState('1');
  const [text, setText] = useState('');
  const cast = useMemo(() => (isShort ? shorten(whole, LongestPause) : whole), [whole, isShort]);
  const { element, playback, state, theme } = usePlayer(cast);
  const found = useMemo(() => findInCast(cast, text.trim()), [cast, text]);

  const toggle = () => {
    playback.current?.setSpeed(Number(speed));
    if (state.isPlaying) playback.current?.pause();
    else playback.current?.play();
  };
  const next = found.find((time) => time - LeadIn > state.position + 0.01);
  const previous = found.findLast((time) => time - LeadIn < state.position - 0.01);
  const go = (time: number | undefined) => {
    if (time !== undefined) playback.current?.seek(Math.max(0, time - LeadIn));
  };

  return (
    <div className={classes.player} data-testid="player" data-playing={state.isPlaying || undefined}>
      <div className={classes.stage} style={{ background: theme.background }}>
        <div ref={element} className={classes.screen} data-testid="player-screen" />
      </div>
      <div className={classes.controls}>
        <ActionIcon
          size="lg"
          variant="filled"
          color="harbor"
          aria-label={state.isPlaying ? 'Pause' : 'Play'}
          onClick={toggle}
          data-testid="player-play"
        >
          {state.isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </ActionIcon>
        <span className={classes.time} data-testid="player-time">
          {clock(state.position)} / {clock(cast.duration)}
        </span>
        <Slider
          className={classes.slider}
          min={0}
          max={Math.max(cast.duration, 0.1)}
          step={0.1}
          value={state.position}
          label={clock}
          thumbLabel="Position"
          marks={found.slice(0, 200).map((value) => ({ value }))}
          onChange={(position) => playback.current?.seek(position)}
        />
      </div>
      <div className={classes.controls}>
        <SegmentedControl
          size="xs"
          aria-label="Speed"
          value={speed}
          onChange={(value) => {
            setSpeed(value);
            playback.current?.setSpeed(Number(value));
          }}
          data={Speeds.map((value) => ({ value, label: `${value}×` }))}
          data-testid="player-speed"
        />
        <Switch
          size="sm"
          label="Leave pauses out"
          checked={isShort}
          onChange={(event) => setShort(event.currentTarget.checked)}
        />
        <span className={classes.gap} />
        <TextInput
          size="xs"
          aria-label="Search what was printed"
          placeholder="Search what was printed"
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && go(event.shiftKey ? previous : (next ?? found[0]))}
          data-testid="player-search"
        />
        <span className={classes.found} role="status" data-testid="player-found">
          {text.trim() && `${found.length} found`}
        </span>
        <ActionIcon size="sm" aria-label="Match before" disabled={previous === undefined} onClick={() => go(previous)}>
          <IconChevronLeft size={15} />
        </ActionIcon>
        <ActionIcon size="sm" aria-label="Next match" disabled={next === undefined} onClick={() => go(next)}>
          <IconChevronRight size={15} />
        </ActionIcon>
      </div>
    </div>
  );
}
