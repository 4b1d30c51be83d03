/**
 * # src/service
 *
 * What `davy.yml` says of one service, as Davy's own values: made once by `src/assemble/`, used by
 * commands, messages and the engine alike.
 */

import type { Owner } from '../changes/path-owners.ts';
import type { ImageSearch } from '../release/state/image.ts';
import type { JobRules } from '../release/state/job-run.ts';
import { linesReachedBy } from '../release/state/line-name.ts';
import type { May } from '../release/authority/may.ts';
import type { Plan, PlanChoices } from '../release/state/plan.ts';

/** What davy.yml says of one line. */
export type Service = {
  /** The line's name: a product's own line is called like it, another one `board@sandbox`. */
  readonly name: string;
  readonly channel: string;
  readonly changelogChannel: string | null;
  /** In the order of davy.yml. */
  readonly teams: readonly Team[];
  /** A person (U…) or a user group (S…), who may do what cannot wait for a team. */
  readonly oncall: string | null;
  /** Who is called when nobody answered a page; null where the same people are called again. */
  readonly secondOncall: string | null;
  /** Ids of people and groups who look after Davy itself: the same for every service. */
  readonly admins: readonly string[];
  /** Where its numbers are drawn; may hold `{version}`. */
  readonly dashboard: string | null;
  /** Where the makers of the fleet say how it is. */
  readonly statusPage: string | null;
  /** Where tickets are, and what done means there. */
  readonly tickets: TicketRules | null;
  /** Who may do what. */
  readonly may: May;
  /** What people may have run, by its name. */
  readonly jobs: Readonly<Record<string, JobOffer>>;
  /** What becomes of servers that no open release stands for, where nobody says anything. */
  readonly reaper: { readonly terminateAfterMs: number | null };
  /** How the images of builds registered without one are found; null where none are. */
  readonly images: ImageSearch | null;
  /** A pre-release never has more servers than this. */
  readonly mostServers: number;
  /** How a release of it goes, with what a person chose for this one. */
  readonly plan: (choices?: PlanChoices) => Plan;
};

/**
 * A job that people may have run: where, in this order, and who. One null stands for work that is
 * no host's.
 */
export type JobOffer = {
  readonly name: string;
  readonly hosts: readonly (string | null)[];
  readonly who: readonly string[];
  readonly rules: JobRules;
  /** It is told which version is live. */
  readonly needsVersion: boolean;
};

/** A team, who may speak for it (ids of people and groups), and the paths it answers for. */
export type Team = Owner & { readonly approvers: readonly string[] };

/**
 * How a service's tickets are finished. `fixVersion` holds `{version}`; `url` is where people read
 * them.
 */
export type TicketRules = {
  readonly url: string;
  readonly projects: readonly string[];
  readonly done: string;
  readonly fixVersion: string | null;
};

/** Every service of davy.yml by its name: what left the file is not in it. */
export type Services = Readonly<Record<string, Service>>;

/** The services that a word reaches: a product all its lines, a line itself, no word everything. */
export function reachedBy(named: Service | null, services: Services): readonly Service[] {
  const names = Object.keys(services);
  return (named ? linesReachedBy(named.name, names) : names).flatMap(
    (name) => foundIn(services, name) ?? [],
  );
}

/**
 * What there is under a name that somebody typed or a row holds: `constructor` is no service, and
 * every object answers to it.
 */
export function foundIn<Of>(of: Readonly<Record<string, Of>>, name: string): Of | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

/** What there is of a service. Whoever needs it of one that left davy.yml cannot go on. */
export function ofService<Of>(of: Readonly<Record<string, Of>>, service: string): Of {
  const found = foundIn(of, service);
  if (found === undefined)
    throw new Error(
      `davy.yml has no service ${service} any more, but the ledger has releases of it.`,
    );
  return found;
}

/** Whom a directory is asked for, by team: ids of people and groups. */
export type RosterIds = Readonly<Record<string, readonly string[]>>;

/** Who may speak for each team. */
export function approverIds({ teams }: Pick<Service, 'teams'>): RosterIds {
  return Object.fromEntries(teams.map(({ name, approvers }) => [name, approvers]));
}

/** The people on call, who may do what cannot wait for a team. */
export function oncallIds({ oncall }: Pick<Service, 'oncall'>): RosterIds {
  return { 'on-call': oncall === null ? [] : [oncall] };
}

/**
 * Whom a directory is asked for, so that it tells by what right somebody speaks: each grant with
 * those who have it. `anyone` is whoever speaks: the directory says whether they are a member.
 */
export function grantIds(
  service: Pick<Service, 'teams' | 'oncall' | 'secondOncall'>,
  may: readonly string[],
  speaker: string,
): RosterIds {
  const { teams, oncall, secondOncall } = service;
  const known: RosterIds = {
    teams: [...new Set(teams.flatMap(({ approvers }) => approvers))],
    'on-call': oncall === null ? [] : [oncall],
    second: secondOncall === null ? [] : [secondOncall],
  };
  const granted = may
    .filter((one) => one !== 'holder' && one !== 'anyone')
    .map((one) => [one, Object.hasOwn(known, one) ? (known[one] ?? []) : [one]] as const);
  return { ...Object.fromEntries(granted), anyone: [speaker] };
}

/** Those whom a job names, and those who may run every job. */
export function runnerIds(
  service: Pick<Service, 'teams' | 'oncall' | 'secondOncall' | 'may'>,
  who: readonly string[],
  speaker: string,
): RosterIds {
  const { anyone = [], ...granted } = grantIds(service, service.may.run, speaker);
  return { run: who, ...granted, ...(service.may.run.includes('anyone') ? { anyone } : {}) };
}

/** Everybody who may say anything about a service: the approvers of its teams and the on-call. */
export function rosterIds(service: Pick<Service, 'teams' | 'oncall'>): RosterIds {
  return { ...approverIds(service), ...oncallIds(service) };
}
