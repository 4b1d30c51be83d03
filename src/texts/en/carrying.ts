import { together } from './amount.ts';

/** Pre-releases that go out together, as each of their threads and the release's own tell it. */
export const carrying = {
  carries: 'Carries',
  going: (name: string, others: readonly string[]) => `${name} goes out with ${together(others)}`,
  out: (name: string, others: readonly string[]) => `${name} went out with ${together(others)}`,
  back: (name: string, others: readonly string[]) => `${name} goes back with ${together(others)}`,
  left: (name: string, others: readonly string[]) =>
    `${name} did not go out with ${together(others)}`,
  way: 'Open the thread of the release',
  elsewhere: 'Its release has a thread of its own.',
};
