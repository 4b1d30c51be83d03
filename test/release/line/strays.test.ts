import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/release/state/decision.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import { adoptedIn, type StrayGroup } from '../../../src/release/state/strays.ts';
import { keptBecause } from '../../../src/release/line/stray-looks.ts';
import { leftBehind } from '../../../src/release/servers/came-back.ts';
import { transition } from '../../../src/release/transition.ts';
import { build, line, plan } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';
import { strayGroup, keptGroup } from '../../support/stray-samples.ts';

const roster = { at: noon, teams: { whiteboard: [ana.id] } };
const hour = 60 * minute;

function tell(where: Line, event: Event): Line {
  const decision = transition(where, null, [], event);
  if (decision.kind !== 'moved') throw new Error(said(decision));
  return decision.line;
}

const said = (decision: Decision) =>
  decision.kind === 'refused' ? decision.because.says : decision.kind;

const ofSeen = (at: number, ...ids: readonly string[]): Event => ({
  kind: 'strays-seen',
  at,
  wall: at,
  release: 'rel_OVER',
  version: '1.42.0',
  endedAt: noon - 3 * hour,
  servers: ids.map((id) => ({ id, since: noon - 3 * hour, costPerHour: null, kept: null })),
});

const asked = (group: StrayGroup = strayGroup()) =>
  line({ live: build('1.41.0'), strays: [group] });

const order = (
  more: Partial<Extract<Event, { kind: 'strays-ordered' }>> = {},
  looked = strayGroup().servers,
): Event => ({
  kind: 'strays-ordered',
  at: noon,
  act: 'terminate',
  by: ana,
  roster,
  afterMs: null,
  no: 7,
  rev: 1,
  reason: 'left over',
  graceMs: minute,
  looked,
  ...more,
});

const adoption = (more: Partial<Extract<Event, { kind: 'strays-adopted' }>> = {}): Event => ({
  kind: 'strays-adopted',
  at: noon,
  by: ana,
  roster,
  no: 7,
  rev: 1,
  reason: 'we measure',
  ...more,
});

const server = (more: Partial<Server> = {}): Server => ({
  id: 'n1',
  version: '1.42.0',
  release: 'rel_OVER',
  slot: 0,
  state: 'ready',
  joined: false,
  admits: false,
  share: null,
  users: 0,
  protected: false,
  ...more,
});

describe('servers that no open release stands for', () => {
  it('are asked about after half an hour, and not before', () => {
    const first = tell(line(), ofSeen(noon, 'n1', 'n2'));
    expect(first.strays).toMatchObject([{ toldAt: null, since: noon }]);
    const decision = transition(first, null, [], ofSeen(noon + 29 * minute, 'n1', 'n2'));
    expect(said(decision)).toBe('straysSeenBefore');
    const later = tell(first, ofSeen(noon + 30 * minute, 'n1', 'n2'));
    expect(later.strays).toMatchObject([{ toldAt: noon + 30 * minute, rev: 1 }]);
  });

  it('are nobody\u2019s question once they are gone for longer than a list lies', () => {
    const first = tell(line(), ofSeen(noon, 'n1'));
    const away = tell(first, ofSeen(noon + minute));
    expect(away.strays).toHaveLength(1);
    // Shown again: half an hour counts from when it was first seen.
    expect(tell(away, ofSeen(noon + 30 * minute, 'n1')).strays).toMatchObject([
      { toldAt: noon + 30 * minute, goneSince: null },
    ]);
    expect(tell(away, ofSeen(noon + 2 * minute)).strays).toEqual([]);
    const gone = tell(tell(asked(), ofSeen(noon)), ofSeen(noon + minute));
    expect(gone.strays).toMatchObject([{ end: { kind: 'gone', at: noon + minute } }]);
    expect(gone.strays[0]?.servers.map(({ id }) => id)).toEqual(['n1', 'n2']);
  });

  it('make a new question with every server that comes or changes', () => {
    const more = tell(asked(), ofSeen(noon, 'n1', 'n2', 'n3'));
    expect(more.strays).toMatchObject([{ no: 7, rev: 2 }]);
    expect(said(transition(more, null, [], order()))).toBe('straysChanged');
    expect(said(transition(more, null, [], adoption()))).toBe('straysChanged');
  });

  it('stay for good where somebody adopts them, and are not asked about again', () => {
    const adopted = tell(asked(), adoption());
    expect(adopted.strays).toMatchObject([
      { end: { kind: 'adopted', by: ana, reason: 'we measure' } },
    ]);
    expect(adoptedIn(adopted)).toEqual(new Set(['n1', 'n2']));
    expect(said(transition(adopted, null, [], ofSeen(noon + hour, 'n1', 'n2')))).toBe(
      'straysSeenBefore',
    );
    expect(leftBehind(adopted, [], [server()], [])).toEqual(new Map());
    expect(leftBehind(asked(), [], [server()], [])?.size).toBe(1);
    expect(tell(adopted, ofSeen(noon + hour, 'n1', 'n9')).strays).toMatchObject([
      { no: 7 },
      { toldAt: null, servers: [{ id: 'n9' }] },
    ]);
    expect(said(transition(adopted, null, [], adoption({ rev: 2 })))).toBe('straysOver');
  });
});

describe('terminating what was left over', () => {
  it('is ordered once, waits for the grace, and ends when they are gone', () => {
    const ordered = tell(asked(), order());
    expect(ordered.strays).toMatchObject([
      { word: { kind: 'terminate', by: ana, goesAt: noon + minute, ids: ['n1', 'n2'] } },
    ]);
    expect(said(transition(ordered, null, [], order({ rev: 2 })))).toBe('straysGo');
    expect(said(transition(ordered, null, [], order()))).toBe('straysGo');
    const one = transition(ordered, null, [], ofSeen(noon + minute, 'n2'));
    expect(said(one)).toBe('straysSeenBefore');
    const away = tell(ordered, ofSeen(noon + 2 * minute));
    expect(tell(away, ofSeen(noon + 3 * minute)).strays).toMatchObject([
      { end: { kind: 'terminated', by: ana, reason: 'left over' }, servers: [{}, {}] },
    ]);
  });

  it('is taken back by adopting them before the grace is over, and not after', () => {
    const ordered = tell(asked(), order());
    const back = { rev: 2, by: tom, roster: { at: noon, teams: { accounts: [tom.id] } } };
    expect(tell(ordered, adoption(back)).strays).toMatchObject([{ word: null, end: { by: tom } }]);
    const late = adoption({ ...back, at: noon + minute });
    expect(said(transition(ordered, null, [], late))).toBe('straysGo');
  });

  it.each(['open', 'users', 'uncounted', 'protected', 'unseen'] as const)(
    'is refused while one of them is %s, and dropped if it becomes so',
    (kept) => {
      const looked = keptGroup(kept).servers;
      const no = transition(asked(), null, [], order({}, looked));
      expect(no).toMatchObject({ because: { says: 'strayKept', values: ['n1', kept] } });
      const seen = ofSeen(noon + minute, 'n1', 'n2');
      const changed = tell(tell(asked(), order()), { ...seen, servers: looked } as Event);
      expect(changed.strays).toMatchObject([{ word: null, rev: 3 }]);
    },
  );

  it('is refused where a look just now does not show one of them as left over', () => {
    const no = transition(asked(), null, [], order({}, strayGroup().servers.slice(1)));
    expect(no).toMatchObject({ because: { says: 'strayKept', values: ['n1', 'unseen'] } });
  });

  it('needs the word of those who answer for the service, known now', () => {
    const no = (more: object) => said(transition(asked(), null, [], order(more)));
    expect(no({ by: tom })).toBe('mayEndStrays');
    expect(no({ roster: { ...roster, at: noon - hour } })).toBe('whoLeads');
    expect(no({ roster: null })).toBe('whoLeads');
    expect(no({ no: 8 })).toBe('noStrays');
    const unasked = asked(strayGroup({ toldAt: null }));
    expect(said(transition(unasked, null, [], order()))).toBe('noStrays');
  });

  it('needs no word only where davy.yml says after what time, of what is known to be over', () => {
    const alone = { by: null, roster: null, reason: '', afterMs: 24 * hour };
    const told = noon - 24 * hour;
    const due = asked(strayGroup({ toldAt: told }));
    expect(tell(due, order(alone)).strays).toMatchObject([{ word: { by: null } }]);
    const no = (where: Line, more: object = {}) =>
      said(transition(where, null, [], order({ ...alone, ...more })));
    expect(no(due, { afterMs: null })).toBe('mayEndStrays');
    expect(no(due, { act: 'unprotect' })).toBe('mayEndStrays');
    expect(no(asked(strayGroup({ toldAt: told + 1 })))).toBe('mayEndStrays');
    expect(no(asked(strayGroup({ toldAt: told, endedAt: null })))).toBe('mayEndStrays');
  });

  it('is asked anew, with the reason, where the fleet did not do it', () => {
    const failed = tell(tell(asked(), order()), {
      kind: 'strays-failed',
      at: noon + hour,
      no: 7,
      said: 'AWS refused',
    });
    expect(failed.strays).toMatchObject([{ word: null, failed: 'AWS refused', rev: 3 }]);
  });

  it('of what is protected begins with taking that off', () => {
    const kept = keptGroup('protected', null);
    const off = order({ act: 'unprotect' }, kept.servers);
    const ordered = tell(asked(kept), off);
    expect(ordered.strays).toMatchObject([{ word: { kind: 'unprotect', ids: ['n1'] } }]);
    const done = tell(ordered, ofSeen(noon + minute, 'n1', 'n2'));
    expect(done.strays).toMatchObject([{ word: null, rev: 3 }]);
    const none = transition(asked(), null, [], order({ act: 'unprotect' }));
    expect(said(none)).toBe('noStrayProtected');
    const used = order({ act: 'unprotect' }, keptGroup('protected', 'users').servers);
    expect(said(transition(asked(kept), null, [], used))).toBe('strayKept');
  });
});

describe('what speaks against terminating a server', () => {
  it.each<[string | null, Server | undefined]>([
    [null, server()],
    [null, server({ protected: null, state: 'unhealthy', users: null })],
    ['unseen', undefined],
    ['unseen', server({ state: 'unknown' })],
    ['open', server({ joined: true, admits: true, state: 'unhealthy' })],
    ['users', server({ users: 1 })],
    ['uncounted', server({ users: null })],
    ['protected', server({ protected: true })],
  ])('is %s', (why, one) => {
    expect(keptBecause(one, plan.ways)).toBe(why);
  });

  it('is its share, where traffic is shared out', () => {
    const ways = { ...plan.ways, moves: 'traffic' as const };
    expect(keptBecause(server({ share: 0.1 }), ways)).toBe('open');
    expect(keptBecause(server({ share: 0, users: null }), ways)).toBe(null);
  });
});
