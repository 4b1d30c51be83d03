import type { Build } from '../../../src/release/state/build.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { Person, Roster } from '../../../src/release/state/people.ts';
import type { Plan } from '../../../src/release/state/plan.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Dice } from '../random.ts';

/** Who is there: two teams, an on-call, and somebody who belongs nowhere. */
const ids = ['U1', 'U2', 'U3', 'U4', 'U5', 'UX'] as const;
const teams = { board: ['U1', 'U2'], shop: ['U2', 'U3'], 'on-call': ['U4', 'U5'] } as const;

/** Whoever has tried again for so long gives up and goes back. */
const patienceMs = 20 * 60_000;

/** One thing somebody says, and about which release. */
export type Saying = { readonly about: string | null; readonly event: Event };

/** What people can see when they speak. */
export type Sight = {
  readonly at: number;
  readonly line: Line;
  readonly open: readonly Release[];
  readonly candidates: readonly Build[];
  readonly servers: number;
  readonly plan: Plan;
  readonly faults: number;
};

/** People who mean well, and others: what somebody says now, or nothing. */
export function speak(dice: Dice, sight: Sight): Saying | null {
  return dice.chance(0.75) ? sensible(dice, sight) : unruly(dice, sight);
}

function sensible(dice: Dice, sight: Sight): Saying | null {
  const { at, line, open } = sight;
  const about = open.length > 0 ? dice.pick(open) : null;
  if (line.lock && !line.moving && dice.chance(0.3))
    return { about: null, event: { kind: 'unlocked', at, by: who('U4'), reason: 'looked at' } };
  if (!about || (open.length < 2 && dice.chance(0.15))) return request(dice, sight, 'U9');
  switch (about.phase.kind) {
    case 'soaking':
    case 'waiting':
      return yes(about, dice.pick(['U1', 'U2', 'U3']), rosterNow(dice, sight), at);
    case 'approved':
      return start(dice, sight, about, who('U1'));
    case 'migrating':
      return dice.chance(0.3) ? pause(dice, about, at) : null;
    case 'swapping':
      return dice.chance(0.3) ? pause(dice, about, at) : null;
    case 'stuck':
      return dice.chance(0.7)
        ? { about: about.id, event: { kind: 'retried', at, by: who('U4') } }
        : back(about, at);
    default:
      return null;
  }
}

function unruly(dice: Dice, sight: Sight): Saying | null {
  const { at, open, line } = sight;
  const about = open.length > 0 ? dice.pick(open) : null;
  const by = who(dice.pick(ids));
  const roster = rosterNow(dice, sight);
  const paged = open.find(({ countdown }) => countdown !== null);
  if (paged && dice.chance(0.7))
    return press(paged, who(dice.pick(['U4', 'U5', 'UX'])), roster, at);
  const until = at + dice.between(30, 240) * 1_000;
  const said: readonly (Event | null)[] = [
    { kind: 'frozen', at, by, until, reason: 'fair', roster },
    { kind: 'unfrozen', at, by, roster },
    { kind: 'unlocked', at, by, reason: 'why not' },
    line.lastGood[0] && line.live
      ? {
          kind: 'return-started',
          at,
          by,
          id: `r${at}`,
          build: dice.pick(line.lastGood),
          plan: sight.plan,
          reason: 'better before',
          imageFound: dice.chance(0.9),
          capacity: sight.servers,
        }
      : null,
  ];
  if (!about || dice.chance(0.2)) {
    const event = dice.pick(said);
    return event ? { about: null, event } : request(dice, sight, by.id);
  }
  if (dice.chance(0.15)) return start(dice, sight, about, by);
  if (dice.chance(0.15)) return yes(about, by.id, roster, at);
  const of: readonly Event[] = [
    { kind: 'held', at, by, until, reason: 'wait' },
    { kind: 'resumed', at, by },
    { kind: 'declined', at, by, rev: about.rev, reason: 'no', roster },
    { kind: 'approval-undone', at, by },
    { kind: 'cancelled', at, by, reason: 'not today' },
    { kind: 'rollback-asked', at, by, reason: 'looks odd' },
    { kind: 'stopped', at, by, reason: 'enough' },
    { kind: 'paced', at, by, to: dice.pick(['slower', 'faster'] as const) },
    { kind: 'owned', at, by, roster },
    { kind: 'answered', at, by },
    { kind: 'postponed', at, by, rev: about.rev, roster },
    { kind: 'done-by-hand', at, by, reason: 'did it' },
    { kind: 'retried', at, by },
  ];
  return { about: about.id, event: dice.pick(of) };
}

function request(dice: Dice, sight: Sight, id: string): Saying | null {
  const { at, candidates, plan, line } = sight;
  const fresh = candidates.filter(({ version }) => version !== line.live?.version);
  const build = fresh.length > 0 ? dice.pick(fresh) : undefined;
  if (!build) return null;
  return {
    about: null,
    event: {
      kind: 'prerelease-requested',
      at,
      by: who(id),
      id: `p${at}`,
      build,
      plan,
      note: '',
      roster: rosterNow(dice, sight),
      imageFound: dice.chance(0.97),
      older: true,
      among: dice.pick(['alone', 'beside', 'replace', 'in-line'] as const),
      lineage: { teams: null, contains: [], untouched: [] },
    },
  };
}

function yes({ id, rev }: Release, by: string, roster: Roster, at: number): Saying {
  return { about: id, event: { kind: 'approved', at, by: who(by), rev, roster } };
}

/** Somebody stops a move to look, or lets it go on. */
function pause(dice: Dice, { id, hold }: Release, at: number): Saying {
  const by = who('U4');
  const until = at + dice.between(60, 240) * 1_000;
  return {
    about: id,
    event: hold
      ? { kind: 'resumed', at, by }
      : { kind: 'held', at, by, until, reason: 'a look at it' },
  };
}

function press({ id, rev }: Release, by: Person, roster: Roster, at: number): Saying {
  return { about: id, event: { kind: 'postponed', at, by, rev, roster } };
}

function back({ id }: Release, at: number): Saying {
  return { about: id, event: { kind: 'rollback-asked', at, by: who('U4'), reason: 'stuck' } };
}

/** An approved build goes out, asked for by somebody or, with null, by itself. */
export function start(dice: Dice, sight: Sight, about: Release, by: Person | null): Saying {
  const { at, servers, open } = sight;
  const beside = open.filter(({ kind, id }) => kind === 'prerelease' && id !== about.id);
  return {
    about: about.id,
    event: {
      kind: 'release-started',
      at,
      by,
      id: `all${at}`,
      roster: rosterNow(dice, sight),
      imageFound: dice.chance(0.97),
      targetFound: dice.chance(0.97),
      capacity: servers,
      carries: dice.chance(0.3) ? beside.map(({ id }) => id) : [],
    },
  };
}

/** After the trouble is over somebody looks after what is left: everything has to end. */
export function tidy(dice: Dice, sight: Sight): Saying | null {
  const { at, open } = sight;
  const stuck = open.find(({ phase }) => phase.kind === 'stuck');
  const isDown = stuck?.singles.some(({ begun, state }) => begun && state !== 'running') === true;
  if (stuck?.kind === 'return')
    return (dice.chance(0.5) && at - stuck.at < patienceMs) || isDown
      ? { about: stuck.id, event: { kind: 'retried', at, by: who('U4') } }
      : { about: stuck.id, event: { kind: 'done-by-hand', at, by: who('U4'), reason: 'did it' } };
  if (stuck)
    return dice.chance(0.5) && at - stuck.at < patienceMs
      ? { about: stuck.id, event: { kind: 'retried', at, by: who('U4') } }
      : back(stuck, at);
  const held = open.find(({ hold }) => hold !== null);
  return held ? { about: held.id, event: { kind: 'resumed', at, by: who('U4') } } : null;
}

function rosterNow(dice: Dice, { at, faults }: Sight): Roster {
  const age = dice.chance(0.05 * faults) ? 3_600_000 : dice.between(0, 60_000);
  const gone = dice.chance(0.1 * faults) ? dice.pick(ids) : null;
  const left = (all: readonly string[]) => all.filter((id) => id !== gone);
  return {
    at: at - age,
    teams: {
      board: left(teams.board),
      shop: left(teams.shop),
      'on-call': left(teams['on-call']),
    },
  };
}

function who(id: string): Person {
  return { id, name: id };
}

/** Whether a release is somewhere it may not stay for long. */
export function isOnTheWay({ phase, hold, countdown }: Release): boolean {
  return (
    !['soaking', 'waiting', 'approved', 'queued', 'requested'].includes(phase.kind) ||
    hold !== null ||
    countdown !== null
  );
}
