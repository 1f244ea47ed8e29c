import { expect, it } from 'vitest';
import { deletionImpact } from './deletionImpact';

it('counts the instances that go with a user', () => {
  expect(deletionImpact(0)).toMatch(/^There are no instances/);
  expect(deletionImpact(1)).toMatch(/^1 instance is deleted, with all files/);
  expect(deletionImpact(4)).toMatch(/^4 instances are deleted, with all files/);
});
