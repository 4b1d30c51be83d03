import { describe, expect, it } from 'vitest';
import { saidLiveLastsMs } from '../../../src/release/line/adopt.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Line } from '../../../src/release/state/line.ts';
import { transition } from '../../../src/release/transition.ts';
import { build, line, plan } from '../../support/a-release.ts';
import { ana, priya, stranger, tom } from '../../support/people.ts';
import { noon } from '../../support/noon.ts';

const minute = 60_000;
const leads = (at: number) => ({ at, teams: { whiteboard: [ana.id, tom.id] } });

type Adopted = Extract<Event, { kind: 'adopted' }>;

function says(where: Line, more: Partial<Adopted> = {}) {
  const at = more.at ?? noon;
  return transition(where, null, [], {
    kind: 'adopted',
    at,
    by: ana,
    build: build('9.9.9'),
    roster: leads(at),
    reason: 'the balancer shows it at work',
    serving: ['1.41.2'],
    ...more,
  });
}

function lineOf(decision: ReturnType<typeof says>): Line {
  if (decision.kind !== 'moved') throw new Error(`refused: ${JSON.stringify(decision)}`);
  return decision.line;
}

/** What a pre-release and a release are asked first. */
function starts(where: Line) {
  return transition(where, null, [], {
    kind: 'prerelease-requested',
    at: noon,
    by: priya,
    id: 'rel_1',
    build: build('10.0.0'),
    plan,
    note: '',
    roster: leads(noon),
    imageFound: true,
    among: 'alone',
    lineage: { teams: null, contains: [], untouched: [] },
  });
}

describe('a build that does not serve', () => {
  it.each([
    ['other servers do', ['1.41.2']],
    ['nothing does', []],
    ['nobody answers', null],
  ] as const)('is not live on one word where %s', (_, serving) => {
    const before = line({ live: build('1.41.2') });
    const after = lineOf(says(before, { serving }));
    expect(after.live).toEqual(before.live);
    expect(after.saidLive).toMatchObject({ version: '9.9.9', by: ana });
  });

  it('is not live without a reason', () => {
    expect(says(line(), { reason: '' })).toMatchObject({
      code: 'no-target',
      because: { says: 'liveNotServing', values: ['board 9.9.9', ['1.41.2']] },
    });
  });

  it('is live when another approver says the same in time', () => {
    const one = lineOf(says(line()));
    expect(says(one, { at: noon + minute })).toMatchObject({ because: { says: 'liveNeedsOther' } });
    expect(says(one, { by: stranger })).toMatchObject({ code: 'not-entitled' });
    const late = lineOf(says(one, { by: tom, at: noon + saidLiveLastsMs + 1 }));
    expect(late).toMatchObject({ saidLive: { by: tom }, live: line().live });
    const other = lineOf(says(one, { by: tom, build: build('9.9.8') }));
    expect(other).toMatchObject({ saidLive: { version: '9.9.8' }, live: line().live });
    const two = lineOf(says(one, { by: tom, at: noon + minute }));
    expect(two).toMatchObject({ live: { version: '9.9.9' }, unproven: '9.9.9', saidLive: null });
  });

  it('is no way back: nothing starts from it before it serves', () => {
    const live = lineOf(says(lineOf(says(line())), { by: tom }));
    expect(starts(live)).toMatchObject({
      code: 'no-target',
      because: { says: 'liveUnproven', values: ['board 9.9.9'] },
    });
    const served = lineOf(says(live, { serving: ['9.9.9'], reason: '' }));
    expect(served.unproven).toBeNull();
    expect(starts(served).kind).toBe('moved');
  });

  it('is a way back where it went out here before', () => {
    const before = line({ live: build('1.41.2'), lastGood: [build('1.41.1')] });
    const say = { build: build('1.41.1') };
    const live = lineOf(says(lineOf(says(before, say)), { ...say, by: tom }));
    expect(live).toMatchObject({ live: { version: '1.41.1' }, unproven: null });
  });
});
