import { describe, expect, it } from 'vitest';
import { servingVersions } from '../../../src/release/line/adopt.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import { newLine } from '../../../src/release/state/line.ts';
import { noLineage } from '../../../src/changes/lineage.ts';
import { transition } from '../../../src/release/transition.ts';
import { build, line, plan } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, priya } from '../../support/people.ts';
import { worded } from '../../../src/release/state/worded.ts';

const server = (id: string, version: string, more: Partial<Server> = {}): Server => ({
  id,
  version,
  release: '',
  slot: 0,
  state: 'ready',
  joined: true,
  admits: true,
  share: null,
  users: 10,
  protected: true,
  ...more,
});
const seen = (...versions: readonly string[]): Event => ({
  kind: 'fleet-seen',
  at: noon,
  found: versions.map((version) => ({ version, servers: 2, registered: true })),
});
const lineAfter = (before: ReturnType<typeof line>, event: Event) => {
  const decision = transition(before, null, [], event);
  return decision.kind === 'moved' ? decision.line : decision;
};
const ask: Event = {
  kind: 'prerelease-requested',
  at: noon,
  by: priya,
  id: 'rel_NEW',
  build: build(),
  plan,
  note: '',
  roster: { at: noon, teams: { whiteboard: [ana.id] } },
  imageFound: true,
  among: 'alone',
  lineage: noLineage,
};

const leads = { at: noon, teams: { whiteboard: [ana.id] } };

describe('a fleet that Davy meets for the first time', () => {
  it('is counted by what serves: ready, and behind the balancer', () => {
    const servers = [
      server('a', '1.40.0'),
      server('b', '1.41.0'),
      server('c', '1.41.0'),
      server('d', '1.42.0', { joined: false }),
      server('e', '1.39.0', { state: 'unhealthy' }),
    ];
    expect(servingVersions(servers)).toEqual([
      { version: '1.41.0', servers: 2 },
      { version: '1.40.0', servers: 1 },
    ]);
  });

  it('is remembered and not believed: a person says what is live', () => {
    const after = lineAfter(newLine('board'), seen('1.41.0'));
    expect(after).toMatchObject({ live: null, found: [{ version: '1.41.0' }] });
  });

  it('is written down once, not at every look', () => {
    const once = line({ live: null, found: [{ version: '1.41.0', servers: 2, registered: true }] });
    expect(lineAfter(once, seen('1.41.0'))).toMatchObject({
      kind: 'refused',
      code: 'nothing-to-do',
    });
    expect(lineAfter(line(), seen('1.41.0'))).toMatchObject({
      kind: 'refused',
      code: 'nothing-to-do',
    });
  });

  it('starts nothing until it is said, and names what it found', () => {
    const one = line({ live: null, found: [{ version: '1.41.0', servers: 4, registered: true }] });
    expect(transition(one, null, [], ask)).toMatchObject({
      code: 'no-target',
      because: { says: 'liveUnknown', values: ['board', ['1.41.0']] },
    });
    const two = line({
      live: null,
      found: [
        { version: '1.41.0', servers: 3, registered: true },
        { version: '1.40.0', servers: 1, registered: true },
      ],
    });
    expect(transition(two, null, [], ask)).toMatchObject({
      because: { says: 'liveUnknown', values: ['board', ['1.41.0', '1.40.0']] },
    });
    expect(transition(line({ live: null }), null, [], ask)).toMatchObject({
      because: { says: 'liveUnknown', values: ['board', []] },
    });
    const live = lineAfter(one, {
      kind: 'adopted',
      at: noon + minute,
      by: ana,
      build: build('1.41.0'),
      roster: leads,
      reason: '',
    });
    expect(live).toMatchObject({ live: { version: '1.41.0' } });
  });
});

describe('what is live', () => {
  const bars = {
    blocked: [
      {
        version: '1.40.0',
        image: 'ami-1.40.0',
        because: worded('declined by Tom B.: price bug'),
        commit: 'c0ffee',
        teams: ['accounts'],
        at: 0,
      },
    ],
  };
  const say = (more: Partial<Extract<Event, { kind: 'adopted' }>> = {}, where = line(bars)) =>
    lineAfter(where, {
      kind: 'adopted',
      at: noon,
      by: ana,
      build: build('1.40.0'),
      roster: leads,
      reason: '',
      ...more,
    });

  it('is said by those who approve for the service, as far as that is known now', () => {
    expect(say({ by: priya, build: build('1.39.0') })).toMatchObject({
      kind: 'refused',
      code: 'not-entitled',
      because: { says: 'maySayLive', values: [['whiteboard'], 'board'] },
    });
    expect(say({ at: noon + 11 * minute, build: build('1.39.0') })).toMatchObject({
      kind: 'refused',
      code: 'roster-unknown',
    });
    expect(say({ build: build('1.39.0') })).toMatchObject({
      live: { version: '1.39.0' },
      blocked: bars.blocked,
    });
  });

  it('takes a bar off only with a reason', () => {
    expect(say()).toMatchObject({
      kind: 'refused',
      code: 'barred',
      because: {
        says: 'liveBarred',
        values: ['board 1.40.0', worded('declined by Tom B.: price bug')],
      },
    });
    expect(say({ build: build('1.40.0-again', { image: 'ami-1.40.0' }) })).toMatchObject({
      kind: 'refused',
      code: 'barred',
    });
    expect(say({ reason: 'the price was right' })).toMatchObject({
      live: { version: '1.40.0' },
      blocked: [],
    });
  });
});
