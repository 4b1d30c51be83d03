import { joined } from './amount.ts';

/** Pre-releases that go out together, as each of their threads and the release's own tell it. */
export const carryingTexts = {
  carries: 'Released with',
  going: (name: string, others: readonly string[]) => `${name} is released with ${joined(others)}`,
  out: (name: string, others: readonly string[]) => `${name} was released with ${joined(others)}`,
  back: (name: string, others: readonly string[]) =>
    `${name} is rolled back with ${joined(others)}`,
  left: (name: string, others: readonly string[]) =>
    `${name} was not released with ${joined(others)}`,
  way: 'Open the thread of the release',
  elsewhere: 'Its release has a thread of its own.',
};
