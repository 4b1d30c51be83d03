import type { WatchQuestion } from '../../ports/meter.ts';
import { chanceOfAtLeast } from '../../release/health/chance.ts';
import { quotedName, type Releases, timesNamed } from './question.ts';
import {
  type Answer,
  type ApiRow,
  countEvents,
  type Minutes,
  type SentryProject,
} from './sentry-api.ts';
import { countSessions } from './sessions.ts';

/**
 * Whether Sentry hears the two builds: nothing heard of a name that nobody sends is not health.
 * `instead` are other names that it heard since the release began, those most like them first.
 * `silent` is the side that it heard once, and hears no more while the other sends its sessions.
 */
export type Hearing = {
  readonly mine: boolean;
  readonly old: boolean;
  readonly instead: readonly string[];
  readonly silent: keyof Releases | null;
};

/** A build that was heard then is known by its name: its soak may have been days ago. */
const lookBackMs = 7 * 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** Where at least one event was that sure to come, none is no luck. */
const sure = 0.95;

/**
 * Asks whether either build was heard: a session, or an event of any level. A new build counts as
 * heard, too, where the old one was, but so rarely that nothing was due yet from so few users. What
 * was heard days ago counts for nothing where one side sends sessions now and the other is silent.
 */
export async function hearing(
  project: SentryProject,
  { mine, old }: Releases,
  question: WatchQuestion,
): Promise<Answer<Hearing>> {
  const { since, until } = question;
  const both = [mine, ...(old === null ? [] : [old])];
  const [before, silent] = await Promise.all([
    heardOf(project, both, { startMs: since - lookBackMs, endMs: until }),
    silentNow(project, { mine, old }, question),
  ]);
  if (before.kind === 'refused') return before;
  if (silent.kind === 'refused') return silent;
  const known = (release: string | null) =>
    release !== null && timesNamed(before.value.all, release) > 0;
  const sides = {
    mine: known(mine) && silent.value !== 'mine',
    old: known(old) && silent.value !== 'old',
  };
  const heard = { ...sides, silent: silent.value };
  if (sides.mine && (sides.old || old === null)) return answered({ ...heard, instead: [] });
  const now = await heardOf(project, null, { startMs: since, endMs: until });
  if (now.kind === 'refused') return now;
  const instead = otherNames(now.value.all, both, question);
  const sessions = timesNamed(before.value.sessions, old);
  const isQuiet =
    sides.old && sessions === 0 && !instead.some((name) => name.includes(question.version));
  const mayBeLuck = isQuiet && !wasDue(timesNamed(now.value.events, old), question.exposure);
  return answered({ ...heard, mine: sides.mine || mayBeLuck, instead });
}

/**
 * Which side sends nothing at all now, though sessions were due from it, going by those that the
 * other side sends; null where neither does. Sessions are counted in whole hours, so the users of
 * some minutes are expected to have had their part of them.
 */
async function silentNow(
  project: SentryProject,
  { mine, old }: Releases,
  { exposure, until }: WatchQuestion,
): Promise<Answer<keyof Releases | null>> {
  if (exposure === null || old === null) return answered(null);
  const both = [mine, old];
  const now = { startMs: exposure.since - (exposure.since % hourMs), endMs: until };
  const told = await countSessions(project, queryOf(both), now, '1h');
  // Who may see no sessions sees events.
  if (told.kind === 'refused') return answered(null);
  const sent = { mine: timesNamed(told.value, mine), old: timesNamed(told.value, old) };
  if (sent.mine > 0 === sent.old > 0) return answered(null);
  const [side, other] = sent.mine > 0 ? (['old', 'mine'] as const) : (['mine', 'old'] as const);
  const part = (until - exposure.since) / Math.max(1, until - now.startMs);
  const { users, oldUsers } = exposure;
  const beside = side === 'mine' ? { users, oldUsers } : { users: oldUsers, oldUsers: users };
  if (!wasDue(sent[other] * part, beside)) return answered(null);
  const events = await countEvents(project, ['release', 'count()'], queryOf(both), now);
  if (events.kind === 'refused') return events;
  const name = { mine, old }[side];
  return answered(timesNamed(events.value, name) > 0 ? null : side);
}

type Heard = Readonly<Record<'events' | 'sessions' | 'all', readonly ApiRow[]>>;

/** How often each of these releases, or any, was heard. Who may see no sessions sees events. */
async function heardOf(
  project: SentryProject,
  releases: readonly string[] | null,
  minutes: Minutes,
): Promise<Answer<Heard>> {
  const query = releases === null ? '' : queryOf(releases);
  const [events, told] = await Promise.all([
    countEvents(project, ['release', 'count()'], query, minutes),
    countSessions(project, query, minutes, '1d'),
  ]);
  if (events.kind === 'refused') return events;
  const sessions = told.kind === 'refused' ? [] : told.value;
  return answered({ events: events.value, sessions, all: [...events.value, ...sessions] });
}

function otherNames(
  heard: readonly ApiRow[],
  both: readonly string[],
  { version, oldVersion }: WatchQuestion,
): readonly string[] {
  const names = heard.flatMap(({ release }) =>
    typeof release === 'string' && release !== '' && !both.includes(release) ? [release] : [],
  );
  const near = (name: string) =>
    2 * Number(name.includes(version)) + Number(oldVersion !== null && name.includes(oldVersion));
  return [...new Set(names)].toSorted((a, b) => near(b) - near(a));
}

/** Whether something was to be heard by now from so many users, going by what others sent. */
function wasDue(
  sent: number,
  exposure: { readonly users: number; readonly oldUsers: number } | null,
): boolean {
  if (exposure === null || !(exposure.users > 0) || !(exposure.oldUsers > 0)) return true;
  return chanceOfAtLeast(1, (sent * exposure.users) / exposure.oldUsers) >= sure;
}

function queryOf(releases: readonly string[]): string {
  return releases.map((one) => `release:${quotedName(one)}`).join(' OR ');
}

function answered<T>(value: T): { readonly kind: 'answered'; readonly value: T } {
  return { kind: 'answered', value };
}
