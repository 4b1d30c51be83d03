import { joined } from './amount.ts';

/** Pre-releases that go out together, as each of their threads and the release's own tell it. */
export const carryingTexts = {
  carries: 'Carries',
  going: (name: string, others: readonly string[]) => `${name} goes out with ${joined(others)}`,
  out: (name: string, others: readonly string[]) => `${name} went out with ${joined(others)}`,
  back: (name: string, others: readonly string[]) => `${name} goes back with ${joined(others)}`,
  left: (name: string, others: readonly string[]) =>
    `${name} did not go out with ${joined(others)}`,
  way: 'Open the thread of the release',
  elsewhere: 'Its release has a thread of its own.',
};
