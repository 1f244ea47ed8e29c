import { describe, expect, it } from 'vitest';
import { ManualTimers, settle } from '../testing/ManualTimers';
import { EventConnection, GapGrace, HeartbeatLimit, type Envelope, type Hub, type LinkState } from './EventConnection';

class FakeHub implements Hub {
  readonly resumed: number[] = [];
  stopped = false;
  refuse = false;
  #event: (envelope: Envelope) => void = () => undefined;
  #close: () => void = () => undefined;
  start() {
    return this.refuse ? Promise.reject(new Error('refused')) : Promise.resolve();
  }
  stop() {
    this.stopped = true;
    return Promise.resolve();
  }
  resume(last: number) {
    this.resumed.push(last);
    return Promise.resolve();
  }
  onEvent(listener: (envelope: Envelope) => void) {
    this.#event = listener;
  }
  onClose(listener: () => void) {
    this.#close = listener;
  }
  say(number: number, name = 'node.updated', payload: unknown = {}) {
    this.#event({ number, name, at: '', payload });
  }
  beat(latest: number) {
    this.say(latest, 'heartbeat', { latest });
  }
  drop() {
    this.#close();
  }
}

async function make(refuse = false) {
  const timers = new ManualTimers();
  const hubs: FakeHub[] = [];
  const seen: number[] = [];
  const states: LinkState[] = [];
  let stale = 0;
  const connection = new EventConnection({
    timers,
    connect: () => {
      const hub = new FakeHub();
      hub.refuse = refuse;
      hubs.push(hub);
      return hub;
    },
    onEvent: ({ number }) => seen.push(number),
    onStale: () => stale++,
    onState: (state) => states.push(state),
  });
  connection.start();
  await settle();
  const hub = () => {
    const last = hubs.at(-1);
    if (!last) throw new Error('no hub');
    return last;
  };
  return { timers, hubs, hub, seen, states, connection, stale: () => stale };
}

describe('EventConnection', () => {
  it('starts at zero and reads everything once more, because things changed before it stood', async () => {
    const { hub, stale, states } = await make();
    expect(hub().resumed).toEqual([0]);
    expect(stale()).toBe(1);
    expect(states).toEqual(['connecting', 'online']);
  });

  it('passes on events in order and drops repeated ones', async () => {
    const { hub, seen, stale } = await make();
    [5, 6, 6, 5, 7].forEach((number) => hub().say(number));
    expect(seen).toEqual([5, 6, 7]);
    expect(stale()).toBe(1);
  });

  it('reads anew when a number is missing', async () => {
    const { hub, seen, stale } = await make();
    hub().say(5);
    hub().say(8);
    expect(seen).toEqual([5, 8]);
    expect(stale()).toBe(2);
  });

  it('reads anew on resync, and counts from there', async () => {
    const { hub, seen, stale } = await make();
    hub().say(40, 'resync');
    hub().say(41);
    expect(seen).toEqual([41]);
    expect(stale()).toBe(2);
  });

  it('finds by the heartbeat that the last event was lost, but waits a moment for it', async () => {
    const { hub, timers, stale } = await make();
    hub().say(5);
    hub().beat(6);
    hub().say(6);
    timers.advance(GapGrace);
    expect(stale()).toBe(1);
    hub().beat(7);
    timers.advance(GapGrace);
    expect(stale()).toBe(2);
  });

  it('reads anew when the server counts from an earlier number than before', async () => {
    const { hub, seen, stale } = await make();
    hub().say(50);
    hub().beat(2);
    hub().say(3);
    expect(seen).toEqual([50, 3]);
    expect(stale()).toBe(2);
  });

  it('resumes after a break with the last number that it saw, without reading anew', async () => {
    const { hub, hubs, timers, stale, states } = await make();
    hub().say(9);
    hub().drop();
    expect(states.at(-1)).toBe('offline');
    timers.advance(500);
    await settle();
    expect(hubs).toHaveLength(2);
    expect(hub().resumed).toEqual([9]);
    expect(stale()).toBe(1);
  });

  it('gives up a connection that is silent for 40 s', async () => {
    const { hubs, timers, hub, states } = await make();
    timers.advance(HeartbeatLimit - 1);
    hub().beat(0);
    timers.advance(HeartbeatLimit - 1);
    expect(states.at(-1)).toBe('online');
    timers.advance(1);
    expect(states.at(-1)).toBe('offline');
    expect(hubs[0]?.stopped).toBe(true);
  });

  it('tries less and less often while the server is away, and at once when asked to', async () => {
    const { hubs, timers, connection } = await make(true);
    const at = [0];
    for (let step = 0; step < 400; step++) {
      const before = hubs.length;
      timers.advance(100);
      await settle();
      if (hubs.length > before) at.push(timers.now);
    }
    expect(at.slice(0, 6)).toEqual([0, 500, 1500, 3500, 7500, 15_500]);
    const before = hubs.length;
    connection.retryNow();
    expect(hubs.length).toBe(before + 1);
  });

  it('stays away when it is stopped', async () => {
    const { hubs, hub, timers, connection } = await make();
    connection.stop();
    hub().drop();
    timers.advance(60_000);
    await settle();
    expect(hubs).toHaveLength(1);
    expect(timers.pending).toBe(0);
  });
});
