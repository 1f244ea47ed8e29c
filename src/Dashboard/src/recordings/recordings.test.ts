import { describe, expect, it } from 'vitest';
import { ManualTimers } from '../testing/ManualTimers';
import { findInCast, parseCast, shorten } from './cast';
import { Playback, type PlaybackState } from './Playback';

const text = [
  '{"version":2,"width":80,"height":24,"timestamp":1}',
  '[0.5,"o","he"]',
  '[1,"o","llo \\u001b[31mred\\u001b[0m\\r\\n"]',
  '[2,"r","100x30"]',
  '[2,"i","typed"]',
  '[12,"o","HELLO again"]',
  '',
].join('\n');
const cast = parseCast(text);

describe('a recording', () => {
  it('is read with its output and sizes', () => {
    expect(cast).toMatchObject({ columns: 80, rows: 24, duration: 12 });
    expect(cast.events.map(({ kind }) => kind).join('')).toBe('ooro');
  });

  it('may end in the middle of a line', () => {
    expect(parseCast(`${text}[13,"o","cut`).duration).toBe(12);
  });

  it.each(['', 'x', '{}', '{"version":1,"width":80,"height":24}', '[0,"o","x"]'])('is refused as %j', (given) => {
    expect(() => parseCast(given)).toThrow('no recording');
  });

  it('names a broken line', () => {
    expect(() => parseCast(`${text}nonsense\n[14,"o","x"]`)).toThrow('Line 7');
  });

  it('never goes back in time', () => {
    const back = parseCast('{"version":2,"width":8,"height":2}\n[5,"o","a"]\n[3,"o","b"]');
    expect(back.events.map(({ time }) => time)).toEqual([5, 5]);
  });

  it('can have its pauses shortened', () => {
    expect(shorten(cast, 2).events.map(({ time }) => time)).toEqual([0.5, 1, 2, 4]);
    expect(shorten(cast, 2).duration).toBe(4);
  });

  it('is searched over the limits of events and without escape sequences', () => {
    expect(findInCast(cast, 'hello')).toEqual([1, 12]);
    expect(findInCast(cast, 'hello red')).toEqual([1]);
    expect(findInCast(cast, '31m')).toEqual([]);
    expect(findInCast(cast, '')).toEqual([]);
  });
});

function play() {
  const timers = new ManualTimers();
  const log: string[] = [];
  const states: PlaybackState[] = [];
  const playback = new Playback({
    cast,
    timers,
    now: () => timers.now,
    onState: (state) => states.push(state),
    stage: {
      reset: ({ columns, rows }) => log.push(`new ${columns}x${rows}`),
      write: (shown) => log.push(JSON.stringify(shown)),
      resize: ({ columns, rows }) => log.push(`${columns}x${rows}`),
    },
  });
  return { playback, timers, log, states };
}

describe('Playback', () => {
  it('plays by the clock, and stops at the end', () => {
    const { playback, timers, log, states } = play();
    playback.play();
    timers.advance(600);
    expect(log).toEqual(['new 80x24', '"he"']);
    timers.advance(20_000);
    expect(log.at(-1)).toBe('"HELLO again"');
    expect(states.at(-1)).toEqual({ position: 12, isPlaying: false });
    expect(timers.pending).toBe(0);
  });

  it('plays faster, and stands still when paused', () => {
    const { playback, timers } = play();
    playback.setSpeed(4);
    playback.play();
    timers.advance(1000);
    expect(playback.position).toBeCloseTo(4, 1);
    playback.pause();
    const before = playback.position;
    timers.advance(5000);
    expect(playback.position).toBe(before);
  });

  it('seeks to both sides', () => {
    const { playback, log } = play();
    playback.seek(5);
    expect(log).toEqual(['new 80x24', JSON.stringify('hello \x1b[31mred\x1b[0m\r\n'), '100x30']);
    playback.seek(0.7);
    expect(log.slice(3)).toEqual(['new 80x24', '"he"']);
    playback.seek(99);
    expect(playback.position).toBe(12);
  });

  it('begins anew when played at its end', () => {
    const { playback, timers } = play();
    playback.seek(12);
    playback.play();
    timers.advance(40);
    expect(playback.position).toBeCloseTo(0.04);
  });
});
