import { expect, it } from 'vitest';
import { encodeFrame, InputLedger } from './InputLedger';

it('splits large input into frames with rising offsets', () => {
  const ledger = new InputLedger();
  ledger.add(new Uint8Array(40_000));
  expect(ledger.take()).toEqual([]);
  ledger.attach(5);
  expect(ledger.take().map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
    [5, 16_384],
    [16_389, 16_384],
    [32_773, 7232],
  ]);
  expect(ledger.take()).toEqual([]);
});

it('survives an acknowledgement in the middle of a frame, a repeated one and one from the future', () => {
  const ledger = new InputLedger();
  ledger.attach(0);
  ledger.add(Uint8Array.of(1, 2, 3, 4));
  ledger.take();
  ledger.acknowledge(3);
  ledger.acknowledge(2);
  expect(ledger.unacknowledged).toBe(1);
  ledger.acknowledge(99);
  expect(ledger.unacknowledged).toBe(0);
  ledger.add(Uint8Array.of(5));
  expect(ledger.take()).toEqual([{ offset: 99, bytes: Uint8Array.of(5) }]);
});

it('writes the offset as eight bytes, big-endian, beyond 32 bits too', () => {
  expect([...encodeFrame({ offset: 2 ** 40 + 258, bytes: Uint8Array.of(65) })]).toEqual([0, 0, 1, 0, 0, 0, 1, 2, 65]);
});
