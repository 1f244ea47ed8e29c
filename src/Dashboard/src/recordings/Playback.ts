import type { Timers } from '../events/EventConnection';
import { sizeOf, type Cast, type CastSize } from './cast';

/** Where a recording is drawn. */
export interface Stage {
  /** An empty screen of this size. */
  reset(size: CastSize): void;
  write(text: string): void;
  resize(size: CastSize): void;
}

export interface PlaybackState {
  /** Seconds. */
  position: number;
  isPlaying: boolean;
}

interface PlaybackOptions {
  cast: Cast;
  stage: Stage;
  timers: Timers;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  onState: (state: PlaybackState) => void;
}

const Tick = 40;

/** Plays a recording: the position moves with the clock times the speed, and what lies before it is on the stage. */
export class Playback {
  readonly #options: PlaybackOptions;
  #position = 0;
  #next = 0;
  #speed = 1;
  #isPlaying = false;
  #last = 0;
  #timer: unknown;

  constructor(options: PlaybackOptions) {
    this.#options = options;
    this.#restart();
    this.#draw();
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get position(): number {
    return this.#position;
  }

  setSpeed(speed: number): void {
    this.#advance();
    this.#speed = speed;
  }

  /** From where it stands, or from the beginning when it is at its end. */
  play(): void {
    if (this.#isPlaying) return;
    if (this.#position >= this.#options.cast.duration) this.seek(0);
    this.#isPlaying = true;
    this.#last = this.#options.now();
    this.#schedule();
    this.#tell();
  }

  pause(): void {
    if (!this.#isPlaying) return;
    this.#advance();
    this.#halt();
    this.#tell();
  }

  /** Shows the screen as it was at a time, in seconds. */
  seek(position: number): void {
    const target = Math.max(0, Math.min(position, this.#options.cast.duration));
    if (target < this.#position) this.#restart();
    this.#position = target;
    this.#last = this.#options.now();
    this.#draw();
    this.#tell();
  }

  dispose(): void {
    this.#halt();
  }

  #halt(): void {
    this.#isPlaying = false;
    this.#options.timers.clear(this.#timer);
  }

  #schedule(): void {
    this.#timer = this.#options.timers.set(() => {
      this.#advance();
      if (this.#position >= this.#options.cast.duration) this.#halt();
      else this.#schedule();
      this.#tell();
    }, Tick);
  }

  #advance(): void {
    if (!this.#isPlaying) return;
    const now = this.#options.now();
    this.#position = Math.min(this.#position + ((now - this.#last) / 1000) * this.#speed, this.#options.cast.duration);
    this.#last = now;
    this.#draw();
  }

  #restart(): void {
    const { cast, stage } = this.#options;
    this.#next = 0;
    stage.reset({ columns: cast.columns, rows: cast.rows });
  }

  #draw(): void {
    const { cast, stage } = this.#options;
    let text = '';
    const flush = () => {
      if (text) stage.write(text);
      text = '';
    };
    for (;;) {
      const event = cast.events[this.#next];
      if (!event || event.time > this.#position) break;
      this.#next++;
      if (event.kind === 'o') {
        text += event.data;
        continue;
      }
      flush();
      const size = sizeOf(event.data);
      if (size) stage.resize(size);
    }
    flush();
  }

  #tell(): void {
    this.#options.onState({ position: this.#position, isPlaying: this.#isPlaying });
  }
}
