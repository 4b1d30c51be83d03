import { takesAway } from '../takes-away.ts';
import type { Moves, Served } from '../../../release/state/served.ts';
import { count, many, span, joined } from '../amount.ts';
import { checksSaid } from '../live.ts';
import { dot, listed } from '../sentence.ts';
import { goesBack } from '../served.ts';

/** `servers=2` and `soak=45m`, wrong. Values come cut; typed words stand in backticks. */
const option = {
  ring: '`ring=` is not known. A pre-release is counted in servers: `servers=2`',
  unknown: (key: string, meant: string | null) =>
    `\`${key}=\` is not known.${meant === null ? '' : ` Did you mean \`${meant}=\`?`} I ` +
    'know `servers=2` and `soak=45m`; other words are the note.',
  slip: (said: string, meant: string) =>
    `\`${said}\` would be the note of this pre-release. Did you mean \`${meant}\`? Nothing was ` +
    'started.',
  noServers: (value: string, range: string) =>
    `\`servers=${value}\` is not a number of servers. ${range} Example: \`servers=1\``,
  fewServers: (value: string, range: string) =>
    `\`servers=${value}\` is too few. ${range} Example: \`servers=1\``,
  manyServers: (value: string, range: string) =>
    `\`servers=${value}\` is too many. ${range} Example: \`servers=1\``,
  range: (service: string, most: number) =>
    most === 1 ? `${service} takes 1.` : `Use 1 to ${count(most)}.`,
  noSoak: (value: string) => `\`soak=${value}\` is not a length of time. Example: \`soak=45m\``,
  noUnit: (number: string) => `\`soak=${number}\` needs a unit. Try \`soak=${number}m\`.`,
  minutes: (number: string) => `${number} min`,
  shortSoak: (value: string, leastMs: number, mostMs: number) =>
    `\`soak=${value}\` is too short. Use ${span(leastMs)} to ${span(mostMs)}. ` +
    'Example: `soak=45m`',
  longSoak: (value: string, leastMs: number, mostMs: number) =>
    `\`soak=${value}\` is too long. Use ${span(leastMs)} to ${span(mostMs)}. Example: \`soak=45m\``,
};

/** The form behind `/prerelease` alone. */
const form = {
  title: 'Start a pre-release',
  submit: 'Start Pre-Release',
  cancel: 'Cancel',
  intro:
    'A pre-release brings a build to a few users and watches it (the soak). ' +
    'The thread shows everyone how it goes.',
  build: 'Build',
  servers: (most: number) => `Servers (1 to ${most})`,
  soak: 'Soak: how long to watch',
  soakHint: '45m or 4h',
  note: 'Note',
  noteHint: 'What is new or needs care',
  option: (name: string, passed: number) => `${name}: ${checksSaid(passed, 0)}`,
};

/** The dry run, line by line. */
const plan = {
  head: (name: string) => `Plan for ${name}. Nothing was started.`,
  soak: (servers: number, live: string, soakMs: number, usersMin: number, moves: Moves) =>
    `1. ${many(servers, 'server')} beside ${live}, ` +
    `watched for ${span(soakMs)} with at least ` +
    `${moves === 'traffic' ? `${many(usersMin, 'request')} a second` : many(usersMin, 'user')}. ` +
    'Time nobody watched does not count.',
  automatic: '2. No approval: a healthy soak releases it by itself.',
  approval: (teams: readonly string[]) =>
    `2. Approval: ${teams.join('; ')}. Your own approval does not count.`,
  team: (approvals: number, team: string, who: readonly string[]) =>
    `${approvals} of ${team} (${who.length === 0 ? 'nobody can give it now' : joined(who)})`,
  batches: (batches: number, shares: string, betweenMs: number, watchMs: number) =>
    `3. Everyone moves in ${many(batches, 'batch', 'batches')}: ${shares}, ` +
    `${span(betweenMs)} of watching between two, ${span(watchMs)} after the last.`,
  countdown: (live: string, ms: number) =>
    `If the numbers turn bad, people are called, and ${span(ms)} later users go back to ${live} ` +
    'unless somebody postpones that.',
  starts: 'It would start now.',
  asks: (because: string) => `It would ask you first: ${because}`,
  refuses: (because: string) => `It would be refused now: ${because}`,
};

/** Another build is in production: what becomes of it. */
const among = {
  becomes: (several: boolean, version: string) =>
    several
      ? `What should happen to them when ${version} starts?`
      : `What should happen to it when ${version} starts?`,
  replace: (others: readonly string[], here: number | null, live: string, version: string) =>
    (others.length > 1
      ? `Replace: ${joined(others)} leave production and are never released; ` +
        `their users${counted(here)} go back to ${live}.`
      : `Replace: ${joined(others)} leaves production and is never released; ` +
        `its users${counted(here)} go back to ${live}.`) +
    ` Then a share of all users gets ${version}, and a rollback returns them to ${live}.`,
  beside: (others: readonly string[], here: number | null, live: string, version: string) =>
    (others.length > 1
      ? `Beside: ${joined(others)} stay with their users${counted(here)}`
      : `Beside: ${joined(others)} stays with its users${counted(here)}`) +
    `; others get ${version}. Each build is judged alone, ` +
    `and a rollback of either returns its users to ${live}.`,
  inLine: (others: readonly string[], version: string) =>
    `Queue: nobody gets ${version} yet. It starts by itself when ${joined(others)} ` +
    `${others.length > 1 ? 'have' : 'has'} left production.`,
};

/** How many there are, where that is known. */
function goHome(served: Served, target: string): string {
  if (served.moves === 'users' && served.users === null) return `Its users go back to ${target}`;
  if (served.moves === 'traffic' && served.share === null)
    return `Its traffic goes back to ${target}`;
  return goesBack(served, target);
}

function counted(here: number | null): string {
  return here === null ? '' : ` (${count(here)})`;
}

/** Another line of the same product had trouble with this build. */
const despite = {
  blocked: (version: string, line: string, because: string) =>
    dot(`${version} is blocked on ${line}: ${because}`),
  ask: (line: string) =>
    `Each line blocks builds for itself, so it may start on ${line}. Nothing has started yet.`,
};

/** A build that is older than what is live. */
const older = {
  takes: (version: string, live: string, removed: number | null, brings: number | null) =>
    `${takesAway(removed, brings)}: ${version} is older than ${live}, which is live. ` +
    'Nothing has started yet.',
  sure: (version: string, live: string, removed: number | null) => ({
    title: `Pre-release ${version}`.slice(0, 100),
    text: `It is older than ${live}. ${takesAway(removed, null)} from those who get it.`,
    yes: 'Start Older Build',
    no: 'Not Now',
  }),
};

/** `/prerelease` in all its forms. */
export const prereleaseReplies = {
  among,
  despite,
  older,
  form,
  option,
  plan,
  options: (servers: number, soakMs: number) => `${many(servers, 'server')}, soak ${span(soakMs)}`,
  liveVersion: 'what is live',
  started: (name: string, options: string) =>
    `Started. ${name}: ${options}. The thread shows how it goes.`,
  inLine: (name: string, service: string) =>
    `Queued. ${name} starts by itself when nothing else of ${service} is in production. ` +
    `Leave the queue with \`/release cancel ${name}\`.`,
  newest: (name: string, changes: readonly string[], passed: number, options: string) =>
    `${name} is the newest ready build: ` +
    `${[...changes, checksSaid(passed, 0)].join(', ')}. ${options}.`,
  newestReady: (unknown: string, version: string | null) =>
    version === null
      ? `${unknown} No other build is ready.`
      : `${unknown} Newest ready: ${version}.`,
  isRunning: (name: string) => `${name} is running already. Nothing changed.`,
  asked: (ms: number) => `You asked for this ${span(ms)} ago. It is running.`,
  unchanged: 'Nothing changed.',
  noneRuns: (service: string | null, example: string) =>
    `No pre-release${service === null ? '' : ` of ${service}`} is running. ` +
    `Start one: \`/prerelease ${example}\``,
  noneReady: (services: readonly string[]) =>
    `No build is ready. Davy looked at ${listed(services)}.`,
  noneRegistered: (service: string) =>
    `No build of ${service} is ready: none has been registered yet.`,
  newestFailed: (service: string, version: string, failed: number) =>
    `No build of ${service} is ready. The newest, ${version}, failed ${many(failed, 'check')}.`,
  newestServed: (service: string, version: string, isLive: boolean) =>
    `No build of ${service} is ready. The newest, ${version}, ` +
    `${isLive ? 'is live' : 'has been live'}.`,
  newestNoImage: (service: string, because: string) =>
    `No build of ${service} is ready. ${because}`,
  /** Then where it stands. */
  newestRuns: (service: string, version: string) =>
    `No other build of ${service} is ready than ${version}, which is in production. `,
  newestBarred: (service: string, version: string, bar: string) =>
    dot(`No build of ${service} is ready. The newest, ${version}, is blocked: ${bar}`),
  stop: (name: string, served: Served, target: string | null, reason: string) =>
    `This stops the pre-release of ${name}. ` +
    `${goHome(served, target ?? 'what is live')}. ${dot(`Reason: ${reason}`)}`,
  stopping: (name: string) => `Stopping ${name}. Its users go back now.`,
};
