/** Bytes typed, by their offset in the terminal's input. */
export interface InputFrame {
  offset: number;
  bytes: Uint8Array;
}

export const MaximumUnacknowledged = 1 << 20;
const FrameSize = 16 * 1024;

/**
 * Keeps what was typed until the server says that the shell has it, so that a lost connection neither loses nor
 * doubles a key.
 */
export class InputLedger {
  #pending = new Uint8Array();
  /** Offset of the first pending byte; null until the server named one. */
  #base: number | null = null;
  /** How many pending bytes went out on the present connection. */
  #sent = 0;
  /** All bytes ever taken. */
  #typed = 0;

  /** All bytes typed in this window, and those of them that the shell has: a count of its own, whatever the server's numbers are. */
  get typed(): number {
    return this.#typed;
  }

  get applied(): number {
    return this.#typed - this.#pending.length;
  }

  /** What was typed and not acknowledged. */
  get pending(): Uint8Array {
    return this.#pending;
  }

  get unacknowledged(): number {
    return this.#pending.length;
  }

  /** Takes typed bytes; false when there is no room for them, and then none is taken. */
  add(bytes: Uint8Array): boolean {
    if (this.#pending.length + bytes.length > MaximumUnacknowledged) return false;
    const joined = new Uint8Array(this.#pending.length + bytes.length);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.length);
    this.#pending = joined;
    this.#typed += bytes.length;
    return true;
  }

  /** Forgets what the shell has not taken: whoever only watches any more does not type it later either. */
  drop(): void {
    this.#pending = new Uint8Array();
    this.#sent = 0;
  }

  /** A connection stands, and the shell has everything before `inputOffset`. All that is left goes out again. */
  attach(inputOffset: number): void {
    if (this.#base !== null && inputOffset > this.#base) {
      this.#pending = this.#pending.slice(inputOffset - this.#base);
    }
    // Also when the server counts from an earlier point than before: what it acknowledged was applied.
    this.#base = inputOffset;
    this.#sent = 0;
  }

  acknowledge(inputOffset: number): void {
    if (this.#base === null || inputOffset <= this.#base) return;
    const applied = Math.min(inputOffset - this.#base, this.#pending.length);
    this.#pending = this.#pending.slice(applied);
    // Higher than what was typed here: the same person typed in another window, and numbers go on from there.
    this.#base = this.#pending.length === 0 ? inputOffset : this.#base + applied;
    this.#sent = Math.max(0, this.#sent - applied);
  }

  /** What was not sent on this connection yet, in frames of at most 16 KiB. Counts as sent once taken. */
  take(): InputFrame[] {
    const frames: InputFrame[] = [];
    if (this.#base === null) return frames;
    while (this.#sent < this.#pending.length) {
      const bytes = this.#pending.slice(this.#sent, this.#sent + FrameSize);
      frames.push({ offset: this.#base + this.#sent, bytes });
      this.#sent += bytes.length;
    }
    return frames;
  }
}

/** The frame on the wire: eight bytes of offset, big-endian, then what was typed. */
export function encodeFrame({ offset, bytes }: InputFrame): Uint8Array {
  const frame = new Uint8Array(8 + bytes.length);
  new DataView(frame.buffer).setBigUint64(0, BigInt(offset));
  frame.set(bytes, 8);
  return frame;
}
