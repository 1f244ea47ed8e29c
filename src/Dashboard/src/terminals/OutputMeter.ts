export const HighWatermark = 100_000;
export const LowWatermark = 10_000;
export const AckBytes = 64 * 1024;
/** How much may wait for the screen of a hidden page before acknowledgements stop there too. */
export const HiddenLimit = 1 << 20;

/**
 * Counts output from the socket to the screen. Acknowledgements are for what the screen has drawn; they stop while
 * more than 100,000 bytes wait
 * to be drawn and start again below 10,000, which slows the sender down.
 */
export class OutputMeter {
  #next = 0;
  #received = 0;
  #drawn = 0;
  #acknowledged = 0;
  #holding = false;

  /** The offset to resume from: everything before it is on the screen or on its way there. */
  get received(): number {
    return this.#received;
  }

  get waiting(): number {
    return this.#received - this.#drawn;
  }

  /** The stream goes on at `offset`. Returns how many bytes between what was received and it are missing. */
  seek(offset: number): number {
    this.#next = offset;
    const missing = Math.max(0, offset - this.#received);
    if (missing > 0) {
      // Lost bytes will never be drawn, but they must be acknowledged like the others.
      if (this.#drawn === this.#received) this.#drawn = offset;
      this.#received = offset;
    }
    return missing;
  }

  /** Begins at `offset` with an empty screen. */
  begin(offset: number): void {
    this.#next = this.#received = this.#drawn = this.#acknowledged = offset;
  }

  /** Takes bytes from the socket and returns those that were not received before, with the offset after them. */
  receive(bytes: Uint8Array): { fresh: Uint8Array; end: number } {
    const start = this.#next;
    this.#next += bytes.length;
    const fresh = bytes.subarray(Math.min(bytes.length, Math.max(0, this.#received - start)));
    this.#received = Math.max(this.#received, this.#next);
    if (this.waiting > HighWatermark) this.#holding = true;
    return { fresh, end: this.#received };
  }

  /** The screen has drawn everything before `end`. */
  drawn(end: number): void {
    this.#drawn = Math.max(this.#drawn, end);
    if (this.waiting < LowWatermark) this.#holding = false;
  }

  /**
   * The offset to acknowledge while the page is hidden, or null. Browsers hold the timers of hidden pages back, and with them
   * the screen, which would look to the host like a viewer that hangs. What came counts there, up to 1 MiB undrawn.
   */
  dueHidden(): number | null {
    if (this.waiting > HiddenLimit || this.#received <= this.#acknowledged) return null;
    this.#acknowledged = this.#received;
    return this.#received;
  }

  /** The offset to acknowledge now, or null. Without `force` only when 64 KiB came together. */
  due(force: boolean): number | null {
    const fresh = this.#drawn - this.#acknowledged;
    if (this.#holding || fresh <= 0 || (!force && fresh < AckBytes)) return null;
    this.#acknowledged = this.#drawn;
    return this.#drawn;
  }
}
