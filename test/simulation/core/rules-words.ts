import type { Roster } from '../../../src/release/state/people.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Book, Shadow, Told } from './book.ts';
import { hasTurned } from './rules-health.ts';
import type { Asked, Promises } from './promises.ts';

const rosterAgeMaxMs = 10 * 60_000;
/** What ends while a release carries it is looked at again a little later. */
const slackMs = 60_000;
/** Time passes in steps: what ends now may be ended a moment later. */
const momentMs = 5_000;

/** Whose word counts, from what was said, who stood where, and what the repository says. */
export function keepWords(book: Book, kept: Promises, told: Told): void {
  const { decision, event, release, at } = told;
  if (decision.kind !== 'moved') return;
  if (event.kind === 'prerelease-requested' && decision.born)
    checkKept(book, kept, told, decision.born);
  if (decision.born) kept.asked.set(decision.born.id, askedOf(kept, told, decision.born));
  keepBars(book, kept, told);
  const shadow = release && book.of(release.id);
  // Whoever stands for nobody any more when it is to go out is asked once more.
  if (shadow && event.kind === 'release-started' && !decision.born)
    shadow.words = shadow.words.filter(({ by }) => stands(event.roster, by));
  const to = decision.release?.phase.kind;
  if (release && to === 'approved' && release.phase.kind !== 'approved')
    kept.approvedAt.set(release.id, at);
}

/** A release was asked for with the pre-release that goes out. */
function askedOf(kept: Promises, { event, release }: Told, born: Release): Asked {
  const before = release && kept.asked.get(release.id);
  if (before) return before;
  const contains = event.kind === 'prerelease-requested' ? event.lineage.contains : [];
  return { plan: 'plan' in event ? event.plan : born.plan, contains };
}

function stands(roster: Roster, id: string): boolean {
  return Object.values(roster.teams).some((ids) => ids.includes(id));
}

/** A build that is barred is barred by somebody; what they said of it before says nothing. */
function keepBars(book: Book, kept: Promises, { at, event, release }: Told): void {
  for (const version of kept.bars.keys())
    if (!book.line.blocked.has(version)) kept.bars.delete(version);
  for (const version of book.line.blocked) {
    if (kept.bars.has(version)) continue;
    const { plan } = (release && kept.asked.get(release.id)) ?? { plan: planOf(event) };
    const bars = barsIn(kept, release);
    // What goes out by itself asked only whoever barred what is in it.
    const asked = plan?.automatic === true && bars.length > 0 ? [] : (plan?.signOff ?? []);
    const all = [...new Set([...asked, ...bars].map(({ team }) => team))];
    const teams =
      event.kind === 'declined'
        ? all.filter((team) => event.roster.teams[team]?.includes(event.by.id))
        : all;
    const within = [...book.shadows.values()].filter(
      (one) => one.version !== version && kept.asked.get(one.id)?.contains.includes(version),
    );
    for (const shadow of within)
      if (asksMore(kept, shadow, teams, at)) kept.askedMoreAt.set(shadow.id, at);
    kept.bars.set(version, { teams, at });
    for (const shadow of within) {
      shadow.words = shadow.words.map((word) => ({
        ...word,
        teams: word.teams.filter((team) => !teams.includes(team)),
      }));
    }
  }
}

/** Whether a bar changes whom a question is put to: nobody said yes to that one yet. */
function asksMore(kept: Promises, shadow: Shadow, teams: readonly string[], at: number): boolean {
  const plan = kept.asked.get(shadow.id)?.plan;
  const asked = [
    ...(plan && !plan.automatic ? plan.signOff.map(({ team }) => team) : []),
    ...withinOf(kept, shadow.id, shadow.version).flatMap((bar) => bar.teams),
  ];
  const takesAway = shadow.words.some(
    (word) =>
      at - word.at <= (plan?.approvalTtlMs ?? 0) && word.teams.some((team) => teams.includes(team)),
  );
  return takesAway || teams.some((team) => !asked.includes(team));
}

function planOf(event: Told['event']) {
  return event.kind === 'return-started' ? event.plan : null;
}

function barsIn(kept: Promises, release: Release | null): readonly { readonly team: string }[] {
  if (!release) return [];
  return withinOf(kept, release.id, release.build.version).flatMap(({ teams }) =>
    teams.map((team) => ({ team })),
  );
}

function withinOf(kept: Promises, id: string, own: string) {
  const contains = kept.asked.get(id)?.contains ?? [];
  return [...kept.bars].flatMap(([version, bar]) =>
    version !== own && contains.includes(version) ? [bar] : [],
  );
}

/** Teams whose word a pre-release lacks: those of its plan, and whoever barred what is in it. */
export function missing(
  kept: Promises,
  shadow: Shadow,
  at: number,
  roster: Roster | null,
): readonly string[] {
  const plan = kept.asked.get(shadow.id)?.plan;
  if (!plan) return [];
  const bars = withinOf(kept, shadow.id, shadow.version);
  const most = Math.max(1, ...plan.signOff.map(({ approvals }) => approvals));
  const asked = plan.automatic ? [] : plan.signOff;
  const more = [...new Set(bars.flatMap(({ teams }) => teams))]
    .filter((team) => !asked.some((one) => one.team === team))
    .map((team) => ({ team, approvals: most }));
  return [...asked, ...more].flatMap(({ team, approvals }) => {
    const people = shadow.words.filter(
      (word) =>
        word.teams.includes(team) &&
        at - word.at <= plan.approvalTtlMs &&
        !shadow.requesters.has(word.by) &&
        (roster === null || (roster.teams[team] ?? []).includes(word.by)),
    );
    return new Set(people.map(({ by }) => by)).size < approvals ? [team] : [];
  });
}

/** A word counts once, from whoever may give it, for the question that was shown. */
export function checkWord(book: Book, kept: Promises, told: Told): void {
  const { event, decision, release, at, line } = told;
  const shadow = release && book.of(release.id);
  if (!release || !shadow || decision.kind === 'refused') return;
  const say = (text: string) => book.broken('word', `${release.id} ${text}`);
  if (decision.kind === 'moved') {
    if ('rev' in event && event.rev !== release.rev)
      say(`takes ${event.kind} on a question that is no longer asked`);
    if (event.kind === 'approved' || event.kind === 'declined') checkSpeaker(kept, told, say);
    if (event.kind === 'approved') checkShown(kept, release, say);
  }
  if (event.kind === 'observed') kept.lookedAt.set(release.id, at);
  const after = decision.release;
  if (release.kind !== 'prerelease' || !after || hasTurned(told)) return;
  if (line.moving?.carries.includes(release.id)) kept.carriedAt.set(release.id, at);
  const carried = at - (kept.carriedAt.get(release.id) ?? 0) < slackMs;
  const isAsked = event.kind === 'observed' || event.kind === 'approved';
  if (carried || !isAsked || ['stuck', 'queued'].includes(release.phase.kind)) return;
  const lacks = missing(kept, shadow, at - momentMs, null);
  if (after.phase.kind === 'approved' && lacks.length > 0)
    say(`counts as approved, and ${lacks.join(' and ')} did not say yes`);
  if (event.kind !== 'approved') return;
  if (release.phase.kind === 'soaking' && after.phase.kind !== 'soaking')
    say('is approved before its soak is over');
  const { roster } = event;
  // Whether a yes of the moment of a bar came before it or after it nobody can tell by the clock.
  const isUnsure = shadow.words.some((word) =>
    [...kept.bars.values()].some((bar) => bar.at === word.at),
  );
  if (after.phase.kind === 'waiting' && !isUnsure && missing(kept, shadow, at, roster).length === 0)
    say('has every word it needs, and waits');
}

/** Nobody says yes to a question that a bar inside the build made another one since. */
function checkShown(kept: Promises, { id }: Release, say: (text: string) => void): void {
  if ((kept.askedMoreAt.get(id) ?? -1) > (kept.lookedAt.get(id) ?? 0))
    say('takes approved on a question that does not name a bar');
}

function checkSpeaker(kept: Promises, told: Told, say: (text: string) => void): void {
  const { event, release, at } = told;
  if ((event.kind !== 'approved' && event.kind !== 'declined') || !release) return;
  const { roster, by } = event;
  if (at - roster.at > rosterAgeMaxMs)
    say(`takes ${event.kind} on a list of people of ${at - roster.at} ms ago`);
  const plan = kept.asked.get(release.id)?.plan;
  const asked = [...(plan?.signOff ?? []), ...barsIn(kept, release)];
  if (!asked.some(({ team }) => roster.teams[team]?.includes(by.id)))
    say(`takes ${event.kind} of ${by.id}, who speaks for nobody`);
}

/**
 * An approval of an earlier build counts for a team none of whose paths changed since, and nothing
 * else does: each of them, as long as it counts there, and none of the requester.
 */
function checkKept(book: Book, kept: Promises, { event, at, others }: Told, born: Release): void {
  if (event.kind !== 'prerelease-requested') return;
  const { lineage, plan, roster, by } = event;
  const barred = [...kept.bars].flatMap(([version, { teams }]) =>
    lineage.contains.includes(version) ? teams : [],
  );
  const words = lineage.untouched.flatMap(({ release, teams }) => {
    const before = book.of(release);
    const isThere = others.some(({ id, kind }) => id === release && kind === 'prerelease');
    if (!before || !isThere || before.turnedAt !== null) return [];
    if (!lineage.contains.includes(before.version)) return [];
    if (book.line.blocked.has(before.version)) return [];
    const asks = kept.asked.get(release)?.plan;
    const ttl = asks?.approvalTtlMs ?? 0;
    // What goes out by itself asks only whoever barred what is in it.
    const bars = withinOf(kept, release, before.version).flatMap((bar) => bar.teams);
    return before.words
      .filter((word) => at - word.at <= ttl && !before.requesters.has(word.by))
      .filter((word) => word.by !== by.id)
      .flatMap((word) => word.teams.map((team) => ({ by: word.by, teams: [team], at: word.at })))
      .filter(({ teams: [team = ''], by: id }) => {
        const asked = plan.signOff.some((one) => one.team === team) && teams.includes(team);
        if (asks?.automatic === true && bars.length > 0 && !bars.includes(team)) return false;
        return asked && !barred.includes(team) && (roster.teams[team] ?? []).includes(id);
      });
  });
  const shadow = book.of(born.id);
  if (shadow) shadow.words = words;
  const text = (all: readonly string[]) => [...new Set(all)].sort().join(' ');
  const counted = text(words.map((word) => `${word.by}/${word.teams[0]}`));
  const found = text(born.approvals.map((given) => `${given.by.id}/${given.team}`));
  if (counted !== found)
    book.broken('kept', `${born.id} keeps the approvals [${found}], right is [${counted}]`);
}
