import { batchesOf } from '../src/release/move.ts';
import type { Compared } from '../src/release/changelog.ts';
import type { Release } from '../src/release/release.ts';
import type { Choice, Desk, Part } from '../src/slack/command.ts';
import { careOf } from '../src/views/changelog.ts';

/** A length of time as people say it: `4 h`, `12 min`, `40 s`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** A length of time as people type it: `4h`, `45m`, `40s`. */
export function brief(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${Math.round(ms / 1_000)}s`;
}

/** A sentence's end after a name: `Priya N.` brings its own full stop. */
export function stop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** `1 server`, `2 servers`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** How much a build changes, and what of it needs care, to begin a list with; empty while nobody knows. */
export function changesWords(compared: Compared): string {
  if (compared.kind !== 'known') return '';
  const { changes, removed } = compared.log;
  const care = careOf(changes);
  const gone = removed.length > 0 ? `${count(removed.length, 'change')} going away again, ` : '';
  return `${count(changes.length, 'change')}${care.length > 0 ? ` (needs care: ${care.join(', ')})` : ''}, ${gone}`;
}

/** Where a release stands, in a sentence of its own. */
export function standing(release: Release, now: number): readonly Part[] {
  const { phase, plan, service, build } = release;
  const name = `${service} ${build.version}`;
  switch (phase.kind) {
    case 'queued': return [`${name} is in line and starts when the pre-release before it has left production.`];
    case 'requested': return [`${name} was asked for and starts soon.`];
    case 'launching': return [`${name}: servers are starting.`];
    case 'joining': return [`${name}: servers are joining the load balancer.`];
    case 'configuring': return [`${name}: servers are being configured.`];
    case 'soaking': return [`${name} is soaking${verdict(release)}: ${span(plan.soakMs - release.watch.creditedMs)} left.`];
    case 'waiting': return [`${name} has soaked and waits for approval${verdict(release)}.`];
    case 'approved': return [`${name} is approved and waits to be released.`];
    case 'carried': return [`${name} went out with a release.`];
    case 'verifying': return [`${name}: new servers are being verified.`];
    case 'migrating': return [`${name} is releasing: batch ${phase.batch + 1} of ${batchesOf(release).length}${moved(release)}${verdict(release)}.`];
    case 'watching': return [`${name} serves everyone and is being watched${verdict(release)}.`];
    case 'retiring': return [`${name} serves everyone; the old servers are leaving.`];
    case 'announcing': return [`${name} is live; it is being announced.`];
    case 'live': return [`${name} is live since `, { at: phase.at }, '.'];
    case 'rolling-back': return [`${name} is rolling back for ${span(now - phase.since)}: ${phase.because}.`];
    case 'stuck': return [`${name} is stuck: ${phase.because}. A person must retry, roll back or finish it by hand.`];
    case 'rolled-back':
    case 'declined':
    case 'expired':
    case 'replaced':
    case 'stopped':
    case 'failed':
    case 'cancelled': return [`${name} ended ${phase.kind} at `, { at: phase.at }, phase.because === '' ? '.' : `: ${phase.because}.`];
  }
}

function verdict(release: Release): string {
  const kind = release.watch.verdict?.kind;
  return kind === undefined ? '' : `, ${kind}`;
}

function moved({ seen }: Release): string {
  const { mine, old } = seen ?? {};
  return mine?.users == null || old?.users == null ? '' : `, ${mine.users} of ${mine.users + old.users} users moved`;
}

/** A link to the thread of a build, once its card has been posted. */
export function openThread(build: { readonly service: string; readonly version: string }, desk: Desk): Promise<Choice | null> {
  return openCard(build, desk, 'Open Thread');
}

/** The same link under another name. */
export async function openCard({ service, version }: { readonly service: string; readonly version: string }, desk: Desk, label: string): Promise<Choice | null> {
  const card = (await desk.ledger.messages(`build:${service}@${version}`)).find((message) => message.kind === 'card');
  if (!card || card.ts === null) return null;
  const url = desk.link({ channel: card.channel, ts: card.ts });
  return url === null ? null : { kind: 'link', label, url };
}
