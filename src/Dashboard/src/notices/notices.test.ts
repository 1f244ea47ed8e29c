import { beforeEach, expect, it } from 'vitest';
import { addNotice, clearNotices, MostNotices, notices, readNotices } from './notices';

const notice = (id: string) => ({
  id,
  at: '2026-01-01T00:00:00Z',
  title: id,
  message: null,
  isFailure: false,
  path: null,
});

beforeEach(clearNotices);

it('keeps the latest first, and counts what was not looked at', () => {
  addNotice(notice('a'));
  addNotice(notice('b'));
  expect(notices().list.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(notices().unread).toBe(2);
  readNotices();
  expect(notices().unread).toBe(0);
});

it('says the same thing once', () => {
  addNotice(notice('a'));
  addNotice(notice('b'));
  addNotice({ ...notice('a'), title: 'again' });
  expect(notices().list.map(({ title }) => title)).toEqual(['again', 'b']);
});

it('keeps no more than a hundred', () => {
  for (let index = 0; index < 300; index++) addNotice(notice(`${index}`));
  expect(notices().list).toHaveLength(MostNotices);
  expect(notices().list[0]?.id).toBe('299');
});
