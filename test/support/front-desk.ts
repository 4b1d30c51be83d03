import { commands } from '../../commands/index.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Message } from '../../src/ports/ledger.ts';
import type { RegisteredBuild } from '../../src/release/state/build.ts';
import type { Compared } from '../../src/changes/changelog.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { KnownIssue } from '../../src/release/state/known-issue.ts';
import type { JudgeOptions } from '../../src/release/state/judge-options.ts';
import { newLine } from '../../src/release/state/line.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { rehearsals } from '../../src/engine/watch/rehearse.ts';
import { gather } from '../../src/engine/reports/gather.ts';
import { newReader, type Reader } from '../../src/release/state/reader.ts';
import type { Chronicle } from '../../src/release/state/turn.ts';
import { periodAt } from '../../src/summary/period.ts';
import type { TicketWork } from '../../src/release/tickets/work.ts';
import type { SeenError } from '../../src/release/state/seen-error.ts';
import type { Soaked } from '../../src/release/verdict/soak.ts';
import { noLineage } from '../../src/changes/lineage.ts';
import { transition } from '../../src/release/transition.ts';
import { withStanding } from '../../src/command-kit/facts/standing.ts';
import type { CommandContext, Place } from '../../src/command-kit/context.ts';
import { commandNamed, matchMention, matchTyped } from '../../src/slack/match/find-command.ts';
import { wordsOf } from '../../src/command-kit/words.ts';
import { build, line, prerelease } from './a-release.ts';
import { type Answer, said } from './answer.ts';
import { deskFacts } from './desk-facts.ts';
import { deskPlan, deskServices } from './desk-services.ts';
import { good } from './readings.ts';
import { watch } from './release-parts.ts';
import type { Stray } from '../../src/ports/fleet.ts';
import { servers } from './servers.ts';

/** A desk with people behind it and a ledger of maps; the real `transition` decides. */
export function frontDesk() {
  const now = Date.UTC(2026, 10, 21, 9, 0, 0);
  const builds = ['1.42.0', '1.41.2', '1.41.1', '1.40.0'].map((version) => build(version));
  const state = {
    now,
    line: line({ live: build('1.41.2'), lastGood: [build('1.41.1'), build('1.40.0')] }),
    releases: new Map<string, Release>(),
    builds,
    messages: new Map<string, readonly Message[]>(),
    errors: [] as SeenError[],
    known: [] as readonly KnownIssue[],
    told: [] as Event[],
    chronicles: [] as readonly Chronicle[],
    /** How davy.yml has counts judge board, and what is kept of releases by then. */
    judge: null as JudgeOptions | null,
    soaks: new Map<string, Pick<Soaked, 'soak' | 'looks'>>(),
    shared: [] as object[],
    readers: new Map<string, Reader>(),
    ticketWork: [] as readonly TicketWork[],
    slackAnswers: true,
    /** Slack may know people and not their groups. */
    groupsAnswer: true,
    fleetAnswers: true,
    /** Channels Davy was not invited to. */
    closed: new Set<string>(),
    redrawn: [] as string[],
    images: new Set(builds.map(({ image }) => image)),
    unready: new Map<string, 'pending' | 'failed'>(),
    strays: [] as readonly Stray[],
    servers: servers([1, 2, 3], { version: '1.41.2', users: 30 }),
    roster: { whiteboard: ['U0ANA', 'U0TOM'] } as Readonly<Record<string, readonly string[]>>,
    /** How old what Slack knows of groups is. */
    rosterAgeMs: 0,
    /** Whom Davy wanted to know of at that moment, each time. */
    freshlyAsked: [] as (readonly string[])[],
    zones: new Map<string, string>(),
    presence: {} as Readonly<Record<string, 'active' | 'away'>>,
    teams: ['whiteboard'],
    outsiders: new Set(['U0GUEST']),
    lineage: noLineage,
    /** Who wrote what a build changes. */
    authors: [] as readonly string[],
    compare: (_build: RegisteredBuild, _from?: RegisteredBuild): Compared => ({
      kind: 'none',
      why: 'no-source',
    }),
  };
  const services = deskServices(
    () => state.teams,
    () => state.judge,
  );
  const all = () => [...state.releases.values()];
  const history = async (service: string) =>
    all()
      .filter((release) => release.service === service)
      .toReversed();
  function slack<Value>(value: Value): Promise<Value> {
    return state.slackAnswers
      ? Promise.resolve(value)
      : Promise.reject(new UpstreamError('Slack', 'asking'));
  }
  /** A team by its name; whom else somebody asks for, by their ids. */
  function membersOf(team: string, ids: readonly string[]): readonly string[] {
    const { 'on-call': oncall = [], web = [], ...teams } = state.roster;
    if (Object.hasOwn(state.roster, team)) return state.roster[team] ?? [];
    if (team === 'teams') return ids.includes('S0WEB') ? web : Object.values(teams).flat();
    if (team === 'on-call') return oncall;
    return ids.filter((id) => id.startsWith('U') && !state.outsiders.has(id));
  }
  /** What the core says, by whatever right somebody speaks. */
  const tell: CommandContext['tell'] = async (about, event) => {
    state.told.push(event);
    const release = about.release === null ? null : (state.releases.get(about.release) ?? null);
    const decision = transition(
      state.line,
      release,
      all().filter((other) => other.id !== about.release),
      event,
    );
    if (decision.kind === 'moved') {
      state.line = decision.line;
      state.known = [
        ...(decision.known ?? []),
        ...state.known.filter(
          (one) => !decision.known?.some(({ fingerprint }) => fingerprint === one.fingerprint),
        ),
      ];
      for (const changed of [decision.release, decision.born])
        if (changed) state.releases.set(changed.id, changed);
    }
    return decision;
  };
  function deskFor(caller: string, place: Partial<Place>): CommandContext {
    const people: CommandContext['people'] = {
      roster: (teams, { fresh } = {}) => {
        if (fresh) state.freshlyAsked.push(fresh);
        const asksGroups = Object.values(teams).some((ids) => ids.some((id) => id[0] === 'S'));
        return state.groupsAnswer || !asksGroups
          ? slack({
              ageMs: state.rosterAgeMs,
              teams: Object.fromEntries(
                Object.entries(teams).map(([team, ids]) => [team, membersOf(team, ids)]),
              ),
            })
          : Promise.reject(new UpstreamError('Slack', 'asking'));
      },
      person: (id) =>
        slack({
          id,
          name: id,
          standing: state.outsiders.has(id) ? 'outside' : 'member',
          zone: state.zones.get(id) ?? null,
        }),
      byEmail: () => slack(null),
      presence: async () => state.presence,
    };
    const person = { id: caller, name: caller.slice(2) };
    const speaker = { caller: person, people, services, now: state.now };
    const spoken = withStanding(speaker, tell);
    return {
      caller: person,
      place: { door: 'typed', channel: 'C0RELEASES', thread: null, release: null, ...place },
      now: state.now,
      services,
      people,
      ledger: {
        line: async (service) => (service === 'board' ? state.line : newLine(service)),
        release: async (id) => state.releases.get(id) ?? null,
        open: async (service) =>
          all().filter((release) => isOpen(release) && release.service === service),
        history,
        events: async () => [],
        build: async (service, version) =>
          state.builds.find((build) => build.service === service && build.version === version) ??
          null,
        builds: async (service) => state.builds.filter((build) => build.service === service),
        messages: async (subject) => state.messages.get(subject) ?? [],
        readings: async () => [],
        ticketWork: async (release) => state.ticketWork.filter((work) => work.release === release),
        errors: async (_, version) => state.errors.filter((one) => one.version === version),
        knownIssues: async () => state.known,
      },
      factsBefore: deskFacts(state, () => deskFor(caller, place)),
      changelog: async (_service, build, from) => state.compare(build, from),
      summary: (span, service) =>
        gather(
          {
            ledger: {
              line: async (name) => (name === 'board' ? state.line : newLine(name)),
              chronicles: async () => state.chronicles,
              changelog: async () => null,
              messages: async (subject) => state.messages.get(subject) ?? [],
            },
            clock: { now: () => state.now, wall: (at) => at },
          },
          periodAt(span, state.now, 'UTC'),
          service,
          Object.keys(services),
        ),
      rehearse: rehearsals({
        ledger: {
          history,
          soak: async (release) => state.soaks.get(release)?.soak ?? null,
          looks: async (release, { after, most }) =>
            (state.soaks.get(release)?.looks ?? []).filter(({ at }) => at > after).slice(0, most),
        },
        realNow: () => state.now,
      }),
      reader: async () => state.readers.get(caller) ?? newReader(caller),
      changeReader: async (change) => {
        const changed = change(state.readers.get(caller) ?? newReader(caller));
        state.readers.set(caller, changed);
        return changed;
      },
      share: async (what) => void state.shared.push(what),
      sendTest: async (service) => void state.shared.push({ test: service }),
      shareChanges: async (what) => void state.shared.push(what),
      ...spoken,
      newId: () => 'rel_7Q2F9K',
      redraw: async (release) => void state.redrawn.push(release.id),
      mayPost: async (channel) => (state.closed.has(channel) ? 'no' : 'yes'),
      link: ({ channel, ts }) =>
        `https://acme.slack.example/archives/${channel}/p${ts.replace('.', '')}`,
    };
  }
  return {
    state,
    services,
    deskFor,
    tell,
    /** Types a slash command. */
    async type(text: string, as = 'U0PRIYA', place: Partial<Place> = {}): Promise<Answer> {
      const [slash = '', ...rest] = text.split(' ');
      const heard = matchTyped(commands, slash, wordsOf(rest.join(' ')));
      return said(
        heard.kind === 'unknown'
          ? heard.reply
          : await heard.command.run(heard.words, deskFor(as, place)),
      );
    },
    /** Says something to Davy in the thread of a release. */
    async mention(text: string, release: string | null, as = 'U0PRIYA'): Promise<Answer> {
      const heard = matchMention(commands, wordsOf(text));
      return said(
        heard.kind === 'unknown'
          ? heard.reply
          : await heard.command.run(
              heard.words,
              deskFor(as, { door: 'mention', release, thread: '1.1' }),
            ),
      );
    },
    /** Presses a button. */
    async press(name: string, value: string, as = 'U0PRIYA'): Promise<Answer> {
      const command = commandNamed(commands, name);
      if (!command) throw new Error(`No command ${name}`);
      return said(await command.run(wordsOf(value), deskFor(as, { door: 'button' })));
    },
    /** A pre-release of 1.42.0 that Priya asked for, in a later phase. */
    given(phase: Release['phase'], more: Partial<Release> = {}): Release {
      const born = prerelease(phase, {
        id: 'rel_1',
        target: state.line.live,
        by: { id: 'U0PRIYA', name: 'Priya' },
        at: now,
        note: '',
        plan: deskPlan,
        watch: watch(good, { measuredAt: now, creditedMs: 0 }),
        seen: null,
        rev: 3,
        ...more,
      });
      state.releases.set(born.id, born);
      return born;
    },
  };
}
