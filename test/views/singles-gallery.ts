import type { Release } from '../../src/release/state/release.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { line, build, plan } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { knownSingle } from '../support/singles.ts';
import { all, back, ended, since } from './gallery-parts.ts';

const second = 1_000;
const next = { version: '1.42.0', begun: true } as const;
const done = knownSingle('cron', { ...next, where: 'web1', downMs: 6 * second });
const billing = { ...next, where: 'web2', state: 'starting', downSince: since } as const;
const mail = knownSingle('email2fax', { where: 'web2' });
const of = (singles: Release['singles']) => ({
  plan: { ...plan, ways: { ...plan.ways, singles: singles.map(({ name }) => name) } },
  singles,
});
const swapping = { kind: 'swapping', since, done: ['cron'] } as const;

/** Singletons while they change over, where they stand in the way, and on the way back. */
export const singlesGallery: Readonly<Record<string, ThreadFacts>> = {
  'release swapping singletons': all(swapping, of([done, knownSingle('billing', billing), mail])),
  'release whose singleton finishes its work': all(
    { ...swapping, done: [] },
    of([knownSingle('cron', { begun: true, where: 'web1', state: 'stopping' }), mail]),
  ),
  'release stuck at a singleton that is down': all(
    {
      kind: 'stuck',
      since: since + 15 * minute,
      because: {
        kind: 'single-stands',
        single: 'billing',
        where: 'web2',
        state: 'starting',
        downSince: since,
      },
      from: swapping,
    },
    of([done, knownSingle('billing', billing), mail]),
  ),
  'release stuck at a singleton that stopped again': all(
    {
      kind: 'stuck',
      since: since + 15 * minute,
      because: {
        kind: 'single-stands',
        single: 'cron',
        where: 'web1',
        state: 'stopped',
        downSince: since,
        worked: true,
      },
      from: swapping,
    },
    of([{ ...done, state: 'stopped' }, mail]),
  ),
  'release stuck at a host that does not answer': all(
    {
      kind: 'stuck',
      since: since + 15 * minute,
      because: {
        kind: 'single-stands',
        single: 'email2fax',
        where: 'web2',
        state: 'unknown',
        downSince: null,
      },
      from: swapping,
    },
    of([done, { ...mail, state: 'unknown' }]),
  ),
  'release rolling back its singletons': all(
    { ...back, usersBackAt: noon + 3 * minute, swapped: ['cron', 'billing'] },
    of([done, knownSingle('billing', { ...billing, state: 'stopped' }), mail]),
  ),
  'release rolled back with its singletons': all(
    ended('rolled-back', 'new errors 24, max 0'),
    of([knownSingle('cron', { begun: true, where: 'web1', downMs: 14 * second }), mail]),
  ),
  'live, with singletons that were down': all(
    { kind: 'live', at: noon + 360 * minute },
    of([done, knownSingle('billing', { ...next, where: 'web2', downMs: 41 * second })]),
    { line: line({ live: build() }) },
  ),
};
