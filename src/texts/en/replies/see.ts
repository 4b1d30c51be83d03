import type { Release } from '../../../release/state/release.ts';
import type { TextPart } from '../../part.ts';
import { count, span, joined } from '../amount.ts';
import { dot, listed, shortened } from '../sentence.ts';
import { liveReplies } from './live.ts';

const whatIs = { return: 'return', release: 'release', prerelease: 'pre-release' } as const;

/** What is, what was, who and why: answers that change nothing. */
export const seeReplies = {
  status: {
    live: (service: string, version: string) => `${service}: ${version} is live.`,
    unknownLive: (service: string) =>
      `${service}: Davy does not know what is live. ` +
      `Say it once: \`/release live ${service} <version>\`.`,
    locked: (service: string, ms: number, reason: string) =>
      `${dot(`Locked for ${span(ms)}: ${reason}`)} End it with \`/release unlock ` +
      `${service} <reason>\`.`,
    frozen: (until: number, who: string, reason: string): readonly TextPart[] => [
      'Frozen until ',
      { at: until },
      dot(` by ${who}: ${reason}`),
    ],
    nothing: 'Nothing is running.',
  },
  mine: {
    waits: (things: number) => (things === 1 ? 'This waits for you:' : 'These wait for you:'),
    nothingWaits: 'Nothing waits for you.',
    unsure: 'Slack does not say who you approve for just now.',
    running: 'Running now:',
    nothingRuns: 'Nothing is running. Start something: `/prerelease`',
    pending: 'Users go back soon unless you postpone it.',
    started: 'You started it.',
    word: (teams: readonly string[]) => `Your approval for ${listed(teams)} is missing.`,
  },
  history: {
    noNumber: (said: string, most: number, service: string, usual: number) =>
      `\`${said}\` is no number of rows. Use 1 to ${most}. ` +
      `Example: \`/release history ${service} ${usual}\``,
    none: (service: string) =>
      `${service} has no history yet. Start it: \`/prerelease ${service}\``,
    head: (rows: number, service: string) =>
      rows === 1
        ? `The newest of ${service}.`
        : `The last ${count(rows)} of ${service}, the newest first.`,
    /** Behind the version, before the time. */
    what: (kind: Release['kind'], how: string) => ` ${whatIs[kind]}, ${how} · `,
    who: (who: string, why: string | null) => ` · ${who}${why === null ? '' : `: ${why}`}`,
    took: (state: string, ms: number) => `${state} after ${span(ms)}`,
  },
  who: {
    head: (service: string, people: string) => dot(`${service}. On call: ${people}`),
    unnamed: 'nobody is named in davy.yml',
    granted: (what: string, who: string) => dot(`${what}: ${who}`),
    nobody: 'nobody now',
    approvers: (team: string, people: string) => dot(`Approvers of ${team}: ${people}`),
    release: (version: string, who: string) => dot(`Release ${version}: started by ${who}`),
    return: (version: string, who: string) => dot(`Return to ${version}: started by ${who}`),
    prerelease: (version: string, who: string) => dot(`Pre-release ${version}: started by ${who}`),
    clock: (now: number, zone: string) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
      })
        .format(now)
        .replace(',', ''),
    person: (name: string, clock: string | null, isOnline: boolean) => {
      const facts = [
        ...(clock === null ? [] : [`${clock} there`]),
        ...(isOnline ? ['online'] : []),
      ];
      return facts.length === 0 ? name : `${name} (${facts.join(', ')})`;
    },
    people: (names: readonly string[], more: number) =>
      `${listed(names)}${more > 0 ? ` and ${count(more)} more` : ''}`,
  },
  why: {
    nothing: 'Nothing holds it up.',
    waits: 'It waits for:',
    unmet: (what: string, forMs: number | null, who: string | null) =>
      `${what}${forMs === null ? '' : `, for ${span(forMs)}`}` +
      (who === null ? '' : `. Who can end it: ${who}`),
    locked: (service: string, reason: string) =>
      `Nothing of ${service} is running. ${dot(`${service} is locked: ${reason}`)} End it ` +
      `with \`/release unlock ${service} <reason>\`.`,
    unknownLive: (service: string) =>
      `Nothing of ${service} is running, and Davy does not know what is live. ` +
      `Say it once: \`/release live ${service} <version>\`.`,
    idle: (service: string) =>
      `Nothing of ${service} is running and nothing holds it up. ` +
      `Start one: \`/prerelease ${service}\``,
  },
  services: (service: string, live: string | null, teams: readonly string[], isHere: boolean) =>
    `\`${service}\`: ${live === null ? 'nobody said what is live' : `${live} is live`}. ` +
    `Teams: ${listed(teams)}.${isHere ? ' This is its channel.' : ''}`,
  live: liveReplies,
  changes: {
    nothingToCompare: (service: string) =>
      `Nothing of ${service} is running or ready, so there is nothing to compare. ` +
      `Name two builds: \`/release changes ${service} 1.41.2..1.42.0\``,
    noBuild: (unknown: string, newest: readonly string[]) =>
      newest.length === 0 ? unknown : `${unknown} The newest are ${listed(newest)}.`,
    same: (name: string, service: string) =>
      `That is the same build twice: ${name}. ` +
      `Name two: \`/release changes ${service} 1.41.2..1.42.0\``,
    none: {
      'nothing-live': (service: string) => `Nobody has said what is live of ${service}.`,
      'is-live': (service: string, version: string) => `${service} ${version} is live already.`,
      'no-source': (service: string) => `davy.yml names no source of ${service}.`,
    },
    unread: (because: string) => `${dot(because)} Nothing changed. Try again in a moment.`,
  },
  summary: {
    noSuch: (said: string, service: string | null) =>
      `I know no service and no period "${shortened(said)}". Say today, week or month: ` +
      `\`/release summary ${service === null ? '' : `${service} `}month\``,
  },
  share: {
    here: 'Shared in this channel.',
    there: (service: string) => `Shared in the channel of ${service}.`,
    summaryHere:
      'Shared in this channel. Sharing it again today brings the same message up to date.',
    summaryThere: (service: string) =>
      `Shared in the channel of ${service}. Sharing it again today brings the same message ` +
      'up to date.',
    nowhere: 'No service has a channel, so there is nowhere to share it.',
    only: (commands: readonly string[]) =>
      `Only ${joined(commands)} can be shared. Nothing changed.`,
    by: (who: string, typed: string) => `${who} shares \`${typed}\`:`,
  },
  tickets: {
    none: (name: string) => `No tickets are known of ${name}.`,
    noneLately: (service: string) =>
      `No tickets are known of the last releases of ${service}. ` +
      'They come from keys such as BRD-12 in the titles of its changes.',
    head: (name: string, tickets: string, isOver: boolean) =>
      `${name}, ${tickets}${isOver ? '' : ', not all worked on yet'}:`,
    one: (key: string, title: string | null, outcome: string) =>
      `${key}${title === null ? '' : ` ${title}`}: ${outcome}`,
    more: (tickets: number) => `And ${count(tickets)} more.`,
    retried: (name: string) =>
      `Davy checks the tickets of ${name} again. The thread shows the result.`,
  },
};
