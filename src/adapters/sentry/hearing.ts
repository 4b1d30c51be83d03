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
 */
export type Hearing = {
  readonly mine: boolean;
  readonly old: boolean;
  readonly instead: readonly string[];
};

/** A build that was heard then is known by its name: its soak may have been days ago. */
const lookBackMs = 7 * 24 * 60 * 60_000;
/** Where at least one event was that sure to come, none is no luck. */
const sure = 0.95;

/**
 * Asks whether either build was heard: a session, or an event of any level. A new build counts as
 * heard, too, where the old one was, but so rarely that nothing was due yet from so few users.
 */
export async function hearing(
  project: SentryProject,
  { mine, old }: Releases,
  question: WatchQuestion,
): Promise<Answer<Hearing>> {
  const { since, until } = question;
  const both = [mine, ...(old === null ? [] : [old])];
  const before = await heardOf(project, both, { startMs: since - lookBackMs, endMs: until });
  if (before.kind === 'refused') return before;
  const known = (release: string | null) =>
    release !== null && timesNamed(before.value.all, release) > 0;
  const sides = { mine: known(mine), old: known(old) };
  if (sides.mine && (sides.old || old === null)) return answered({ ...sides, instead: [] });
  const now = await heardOf(project, null, { startMs: since, endMs: until });
  if (now.kind === 'refused') return now;
  const instead = otherNames(now.value.all, both, question);
  const sessions = timesNamed(before.value.sessions, old);
  const isQuiet =
    sides.old && sessions === 0 && !instead.some((name) => name.includes(question.version));
  const mayBeLuck = isQuiet && !wasDue(timesNamed(now.value.events, old), question);
  return answered({ mine: sides.mine || mayBeLuck, old: sides.old, instead });
}

type Heard = Readonly<Record<'events' | 'sessions' | 'all', readonly ApiRow[]>>;

/** How often each of these releases, or any, was heard. Who may see no sessions sees events. */
async function heardOf(
  project: SentryProject,
  releases: readonly string[] | null,
  minutes: Minutes,
): Promise<Answer<Heard>> {
  const query = releases?.map((one) => `release:${quotedName(one)}`).join(' OR ') ?? '';
  const [events, told] = await Promise.all([
    countEvents(project, ['release', 'count()'], query, minutes),
    countSessions(project, query, minutes),
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

/** Whether something was to be heard by now, going by what the old servers sent meanwhile. */
function wasDue(oldEvents: number, { exposure }: WatchQuestion): boolean {
  if (exposure === null || !(exposure.users > 0) || !(exposure.oldUsers > 0)) return true;
  return chanceOfAtLeast(1, (oldEvents * exposure.users) / exposure.oldUsers) >= sure;
}

function answered<T>(value: T): { readonly kind: 'answered'; readonly value: T } {
  return { kind: 'answered', value };
}
