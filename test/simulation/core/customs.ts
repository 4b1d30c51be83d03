import type { Build } from '../../../src/release/state/build.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Daily, Plan } from '../../../src/release/state/plan.ts';
import type { Roster } from '../../../src/release/state/people.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Dice } from '../random.ts';
import type { Saying, Sight } from './people.ts';

const minute = 60_000;
const ids = ['U1', 'U2', 'U3', 'U4', 'UX'] as const;

/**
 * What half of the lives know besides: builds contain each other, CI changes its mind, releases go
 * out by a calendar or by themselves, and people take over, click on old cards and say what is
 * live. Told by dice of their own, so that the other half stays as it was.
 */
export function makeCustoms(seed: number, builds: readonly Build[], begin: number, dice: Dice) {
  const isBusy = Math.floor(seed / 8) % 2 === 1;
  const slot = isBusy && dice.chance(0.4) ? begin + dice.between(10, 45) * minute : null;
  const isOwnStart = isBusy && dice.chance(0.6);
  const checks = new Map<string, Build['checks']>();
  return {
    slot,
    plan: (plan: Plan): Plan =>
      slot === null
        ? plan
        : { ...plan, automatic: false, daily: dailyAt(new Date(slot)), approvalTtlMs: 60 * minute },
    /** Whether Davy tries to start what is approved, as it does in production. */
    isStarted: ({ plan }: Release): boolean => isOwnStart || plan.automatic || slot !== null,
    /** What the repository and CI know of a build that somebody asks for. */
    known(saying: Saying, open: readonly Release[]): Saying {
      const { event } = saying;
      if (!isBusy || event.kind !== 'prerelease-requested') return saying;
      const checked = checks.get(event.build.version) ?? event.build.checks;
      const asked = { ...event, build: { ...event.build, checks: checked } };
      if (dice.chance(0.15)) return { ...saying, event: asked };
      const before = builds.slice(0, builds.indexOf(event.build));
      const contains = before.map(({ version }) => version);
      const untouched = open
        .filter((one) => one.kind === 'prerelease')
        .map(({ id }) => ({ release: id, teams: dice.pick([['board'], ['shop'], [], teams]) }));
      const lineage = { teams: null, contains, untouched };
      return { ...saying, event: { ...asked, lineage } };
    },
    /** What else somebody says now. */
    speak(sight: Sight): readonly Saying[] {
      if (!isBusy || !dice.chance(0.5)) return [];
      const about = sight.open.length > 0 ? dice.pick(sight.open) : null;
      return about ? said(dice, sight, about, checks) : [];
    },
  };
}

const teams = ['board', 'shop'];

/** Clocks of the history show UTC. */
function dailyAt(slot: Date): Daily {
  const at = slot.getUTCHours() * 60 + slot.getUTCMinutes();
  return { minute: at, days: [1, 2, 3, 4, 5], zone: 'UTC', holidays: [] };
}

function said(
  dice: Dice,
  sight: Sight,
  about: Release,
  checks: Map<string, Build['checks']>,
): readonly Saying[] {
  const { at, open, line } = sight;
  const by = person(dice.pick(ids));
  const roster = rosterNow(dice, at);
  const on = (event: Event | null): readonly Saying[] =>
    event ? [{ about: about.id, event }] : [];
  const rev = about.rev - 1;
  switch (dice.between(0, 8)) {
    case 0:
    case 1:
      return on({ kind: 'owned', at, by: person(dice.pick(['U1', 'U2', 'U3'])), roster });
    case 2:
      return on(
        dice.pick<Event>([
          { kind: 'approved', at, by, rev, roster },
          { kind: 'declined', at, by, rev, reason: 'old card', roster },
          { kind: 'postponed', at, by: person('U4'), rev, roster },
        ]),
      );
    case 3:
      return checked(dice, at, about, open, checks);
    case 4: {
      const given = about.approvals.length > 0 ? dice.pick(about.approvals) : null;
      return on(given && { kind: 'approval-undone', at, by: given.by });
    }
    case 5:
      return line.live
        ? [
            {
              about: null,
              event: { kind: 'adopted', at, by, build: line.live, roster, reason: 'so' },
            },
          ]
        : [];
    case 6:
      return on({ kind: 'approved', at, by, rev: about.rev, roster });
    default:
      return next(dice, sight, about);
  }
}

/** CI tells of a build once more: every open release of it hears it. */
function checked(
  dice: Dice,
  at: number,
  { build: { version } }: Release,
  open: readonly Release[],
  checks: Map<string, Build['checks']>,
): readonly Saying[] {
  const news = { passed: 11, failed: dice.chance(0.3) ? 1 : 0 };
  checks.set(version, news);
  return open
    .filter(({ build }) => build.version === version)
    .map(({ id }) => ({ about: id, event: { kind: 'rechecked', at, version, checks: news } }));
}

/** The next build is asked for while this one is still tried. */
function next(dice: Dice, sight: Sight, about: Release): readonly Saying[] {
  const { at, candidates, plan } = sight;
  const place = candidates.findIndex(({ version }) => version === about.build.version);
  const build = candidates[place + 1];
  const isTried = about.kind === 'prerelease' && about.approvals.length > 0;
  if (!build || !isTried || !dice.chance(0.4)) return [];
  const event: Event = {
    kind: 'prerelease-requested',
    at,
    by: person(dice.pick(['U9', 'U1', 'U2'])),
    id: `n${at}`,
    build,
    plan,
    note: '',
    roster: rosterNow(dice, at),
    imageFound: true,
    among: dice.pick(['beside', 'beside', 'replace', 'in-line'] as const),
    lineage: { teams: null, contains: [], untouched: [] },
  };
  return [{ about: null, event }];
}

function rosterNow(dice: Dice, at: number): Roster {
  const left = dice.chance(0.05) ? dice.pick(ids) : null;
  const of = (all: readonly string[]) => all.filter((id) => id !== left);
  return {
    at: at - (dice.chance(0.05) ? 3_600_000 : dice.between(0, 60_000)),
    teams: { board: of(['U1', 'U2']), shop: of(['U2', 'U3']), 'on-call': of(['U4', 'U5']) },
  };
}

function person(id: string) {
  return { id, name: id };
}
