import { noLineage } from '../../src/changes/lineage.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { Person } from '../../src/release/state/people.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { build, plan } from './a-release.ts';
import { minute, noon, readyAt } from './noon.ts';
import { rosterAt, tom } from './people.ts';
import { good } from './readings.ts';

type Of<Kind extends Event['kind']> = Extract<Event, { readonly kind: Kind }>;
type More<Kind extends Event['kind']> = Partial<Omit<Of<Kind>, 'kind'>>;

/** Tom asks for a pre-release of 1.43.0, and nothing speaks against it. */
export function prereleaseRequested(
  more: More<'prerelease-requested'> = {},
): Of<'prerelease-requested'> {
  const { at = noon } = more;
  return {
    kind: 'prerelease-requested',
    at,
    by: tom,
    id: 'rel_NEW',
    build: build('1.43.0'),
    plan,
    note: '',
    roster: rosterAt(at),
    imageFound: true,
    among: 'alone',
    lineage: noLineage,
    ...more,
  };
}

/** Tom starts the release, and everything that it needs was found just now. */
export function releaseStarted(more: More<'release-started'> = {}): Of<'release-started'> {
  const { at = readyAt } = more;
  return {
    kind: 'release-started',
    at,
    by: tom,
    id: 'rel_ALL',
    roster: rosterAt(at),
    imageFound: true,
    targetFound: true,
    capacity: 4,
    carries: [],
    ...more,
  };
}

/** A yes to the question as it stands. */
export function approved(
  { rev }: Release,
  by: Person,
  more: More<'approved'> = {},
): Of<'approved'> {
  const { at = noon + minute } = more;
  return { kind: 'approved', at, by, rev, roster: rosterAt(at), ...more };
}

/** Tom, who is on call, delays the rollback. */
export function postponed(
  { rev }: Release,
  at: number,
  more: More<'postponed'> = {},
): Of<'postponed'> {
  return { kind: 'postponed', at, by: tom, rev, roster: rosterAt(at), ...more };
}

/** What was looked at then; nothing is told of servers that a test does not name. */
export function observed(
  at: number,
  servers: readonly Server[] = [],
  more: More<'observed'> = {},
): Of<'observed'> {
  return { kind: 'observed', at, wall: at, servers, singles: [], ...more };
}

/** What was measured then. */
export function measured(at: number, readings: readonly Reading[] = good): Of<'measured'> {
  return { kind: 'measured', at, readings };
}

/** Nothing happened until then. */
export function timePassed(at: number): Of<'time-passed'> {
  return { kind: 'time-passed', at };
}

/** The fleet refused for certain, a moment after noon, what the test names. */
export function launchRefused(more: More<'launch-refused'> = {}): Of<'launch-refused'> {
  return {
    kind: 'launch-refused',
    at: noon,
    wall: noon,
    orders: [],
    spares: [],
    said: 'there is no room',
    ...more,
  };
}
