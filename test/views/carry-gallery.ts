import type { Release } from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { GoesWith, ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { changelog } from '../support/changelogs.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { good } from '../support/readings.ts';
import { signedOff, watch } from '../support/release-parts.ts';
import { measurements, story } from '../support/thread-samples.ts';
import { saidBy } from '../../src/release/state/said.ts';
import { worded } from '../../src/release/state/worded.ts';

const thread = { url: 'https://acme.slack.example/archives/C0RELEASES/p9' };
const later = noon + 330 * minute;
const newest = build('1.43.0');
const migrating: Phase = {
  kind: 'migrating',
  since: noon + 310 * minute,
  batch: 2,
  movedAt: noon + 312 * minute,
  watchedMs: 9 * minute,
};
const back: Phase = {
  kind: 'rolling-back',
  since: noon + 312 * minute,
  because: worded('new errors 24, max 0'),
  by: null,
  end: 'rolled-back',
  usersBackAt: null,
  unprotectedAt: null,
  calmSince: null,
};
const live: Phase = { kind: 'live', at: noon + 360 * minute };
const moving = line({
  moving: { release: 'rel_ALL', carries: ['rel_NEW', 'rel_PRE', 'rel_OLD'], migrating: true },
});
const carrier = (phase: Phase, more: Partial<Release> = {}) =>
  release(phase, { build: newest, carries: ['rel_NEW', 'rel_PRE', 'rel_OLD'], ...more });
const others = (of: string) => ['1.43.0', '1.42.0', '1.41.9'].filter((version) => version !== of);
const way = (phase: Phase, more: Partial<GoesWith> = {}): GoesWith => ({
  release: carrier(phase),
  others: others('1.42.0'),
  thread,
  ...more,
});
const soaked = {
  watch: watch(good, { creditedMs: plan.soakMs, measuredAt: later }),
  approvals: signedOff,
};
const approved = prerelease({ kind: 'approved', since: noon + 250 * minute }, soaked);
const carried = prerelease({ kind: 'carried', at: noon + 360 * minute }, soaked);
const one = (goesWith: GoesWith, more: Partial<ThreadFacts> = {}) =>
  story({
    prerelease: approved,
    goesWith,
    line: moving,
    history: measurements(noon + 6 * minute, 24),
    now: later,
    ...more,
  });
/** The newest build's own thread. */
const first = (goesWith: GoesWith, more: Partial<ThreadFacts> = {}) =>
  one(
    { ...goesWith, others: others('1.43.0') },
    { build: newest, prerelease: { ...approved, id: 'rel_NEW', build: newest }, ...more },
  );
const own = (phase: Phase, more: Partial<ThreadFacts> = {}, of: Partial<Release> = {}) =>
  story({
    build: newest,
    release: carrier(phase, of),
    line: moving,
    now: later,
    changelog: changelog({ to: { version: '1.43.0', commit: 'b'.repeat(40) } }),
    history: measurements(noon + 300 * minute, 8),
    carries: ['1.43.0', '1.42.0', '1.41.9'].map((version, i) => ({
      version,
      at: noon + i,
      url: `https://acme.slack.example/archives/C0RELEASES/p${i}`,
    })),
    ...more,
  });

/**
 * Pre-releases that go out together: in the thread of each, and in the one of the release that
 * carries them.
 */
export const carryGallery: Readonly<Record<string, ThreadFacts>> = {
  'goes out with a newer build': one(way(migrating)),
  'goes out with a newer build that has no card yet': one(
    way({ kind: 'requested', since: later }, { thread: null }),
  ),
  'goes out with a newer build, its address not known': one(
    way(migrating, { thread: { url: null } }),
  ),
  'went out with a newer build': one(way(live), {
    prerelease: carried,
    line: line({ live: newest }),
  }),
  'goes back with a newer build': one(way(back)),
  'went back with a newer build': one(
    way({ kind: 'rolled-back', at: later, because: worded('new errors 24, max 0'), by: null }),
    {
      prerelease: prerelease(
        {
          kind: 'stopped',
          at: later,
          because: worded('went back with board 1.43.0: new errors 24, max 0'),
          by: null,
        },
        soaked,
      ),
      line: line(),
    },
  ),
  'did not go out with a newer build': one(
    way({ kind: 'cancelled', at: later, ...saidBy(tom, 'cancelled', 'not today') }),
    { line: line() },
  ),
  'newest of several that go out': first(way(migrating)),
  'newest of several, live': first(way(live), {
    prerelease: { ...carried, id: 'rel_NEW', build: newest },
    line: line({ live: newest }),
  }),
  'newest of several, live before': first(way(live), {
    prerelease: { ...carried, id: 'rel_NEW', build: newest },
    line: line({ live: build('1.44.0'), lastGood: [newest] }),
  }),
  'release that carries two more, starting': own(
    { kind: 'requested', since: later },
    {},
    { seen: null },
  ),
  'release that carries two more': own(migrating),
  'release that carries two more, rolling back': own(back),
  'release that carries two more, cancelled': own(
    { kind: 'cancelled', at: later, ...saidBy(tom, 'cancelled', 'not today') },
    { line: line() },
  ),
  'release that carries two more, live': own(live, {
    line: line({ live: newest }),
    now: live.at + minute,
  }),
};
