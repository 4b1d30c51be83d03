import type { Decision } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse, rollBack } from '../state/outcome.ts';
import { isSamePerson, rosterAgeMaxMs, type Roster, teamsOf } from '../state/people.ts';
import { type Approval, hasOwned, type Release } from '../state/release.ts';
import { teamsBesideAuthors } from './authors.ts';
import { oneTeamEach } from './one-team-each.ts';
import { askingAll, isAskedAnew } from './teams-asked.ts';
import { saidBy } from '../state/said.ts';

/** How far each team's word has come. `of` people are needed. */
export type SignOff = {
  readonly team: string;
  readonly by: readonly Approval[];
  readonly of: number;
};

/**
 * Counts different people per team who said yes to exactly this build and plan; never the
 * requester, and nobody whose standing `roster` no longer shows.
 */
export function signOff(release: Release, at: number, roster: Roster | null): readonly SignOff[] {
  const valid = release.approvals.filter((approval) => counts(release, approval, at, roster));
  const words = release.plan.signOff.map(({ team, approvals }) => ({
    team,
    by: onePerPerson(valid.filter((approval) => approval.team === team)),
    of: approvals,
  }));
  return release.plan.approval?.distinct === true ? oneTeamEach(words) : words;
}

/**
 * Whether nobody's word is missing. A plan that asks nobody is not signed off: empty never means
 * everyone.
 */
export function isSignedOff(release: Release, at: number, roster: Roster | null): boolean {
  if (release.plan.automatic) return true;
  const teams = signOff(release, at, roster);
  return teams.length > 0 && teams.every(({ by, of }) => by.length >= Math.max(1, of));
}

function onePerPerson(given: readonly Approval[]): readonly Approval[] {
  return given.filter(
    (approval, index) => given.findIndex((other) => isOnePerson(other, approval)) === index,
  );
}

/** Somebody's second account says nothing that they have not said. */
function isOnePerson(a: Approval, b: Approval): boolean {
  return a.by.id === b.by.id || (a.same !== undefined && a.same === b.same);
}

function counts(release: Release, approval: Approval, at: number, roster: Roster | null): boolean {
  const exact = approval.image === release.build.image && approval.plan === release.plan.hash;
  const fresh = at - approval.at <= release.plan.approvalTtlMs;
  const stands = roster === null || (roster.teams[approval.team] ?? []).includes(approval.by.id);
  return exact && fresh && stands && !hasOwned(release, approval.by.id, roster);
}

type Said<K extends PersonEvent['kind']> = Extract<PersonEvent, { kind: K }>;

/** A yes counts for each team the person speaks for; given early it waits for the soak. */
export function approve(line: Line, release: Release, event: Said<'approved'>): Decision {
  const { by, at, roster } = event;
  const teams = teamsAnswering(line, release, event);
  if (!Array.isArray(teams)) return teams;
  if (isAskedAnew(line, release)) return refuse('stale', 'staleQuestion', nameOf(release));
  if (hasOwned(release, by.id, roster))
    return refuse('own-release', 'approveOwn', nameOf(release), release.owners.length > 0);
  if (release.countdown || release.watch.verdict?.kind === 'unhealthy')
    return refuse('unhealthy', 'errorsRose', nameOf(release));
  const mine = teamsBesideAuthors(release, teams, by.id, roster, event.authors ?? []);
  if (mine.length === 0) return refuse('own-release', 'approveAuthored', nameOf(release), teams);
  const missing = mine.filter(
    (team) =>
      !release.approvals.some(
        (given) =>
          isSamePerson(given.by.id, by.id, roster) &&
          given.team === team &&
          counts(release, given, at, roster),
      ),
  );
  if (missing.length === 0) return refuse('already-approved', 'approved', nameOf(release));
  const same = roster.same?.[by.id];
  const given = missing.map((team) => ({
    by,
    team,
    at,
    image: release.build.image,
    plan: release.plan.hash,
    ...(same === undefined ? {} : { same }),
  }));
  const next = { ...release, approvals: [...release.approvals, ...given] };
  const done = release.phase.kind === 'waiting' && isSignedOff(next, at, roster);
  return moved(line, done ? inPhase(next, { kind: 'approved', since: at }) : next);
}

/** One team member's no ends a pre-release and bars its build. */
export function decline(line: Line, release: Release, event: Said<'declined'>): Decision {
  const teams = teamsAnswering(line, release, event);
  if (!Array.isArray(teams)) return teams;
  return rollBack(
    line,
    release,
    event.at,
    saidBy(event.by, 'declined', event.reason, release.countdown?.because),
    'declined',
    teams,
  );
}

/** The teams a person answers for, or why nobody hears them now. */
export function teamsAnswering(
  line: Line,
  release: Release,
  { by, at, rev, roster }: Said<'approved'> | Said<'declined'> | Said<'proof-waived'>,
): string[] | Decision {
  const { phase } = release;
  if (phase.kind !== 'soaking' && phase.kind !== 'waiting' && phase.kind !== 'approved')
    return refuse('already-decided', 'nothingToApprove', nameOf(release), phase.kind);
  if (line.moving?.carries.includes(release.id))
    return refuse('too-late', 'goesOut', nameOf(release), release.service);
  if (rev !== release.rev) return refuse('stale', 'staleQuestion', nameOf(release));
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoMayApprove');
  const asked = askingAll(line, release).plan.signOff;
  const teams = teamsOf(by, roster, at).filter((team) =>
    asked.some((needed) => needed.team === team),
  );
  if (teams.length === 0)
    return refuse(
      'not-entitled',
      'mayApprove',
      asked.map(({ team }) => team),
      nameOf(release),
    );
  return teams;
}
