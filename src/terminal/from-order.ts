import type { Release } from '../release/state/release.ts';
import type { RollbackOrder } from '../release/servers/rollback-order.ts';
import type { Server } from '../release/state/servers.ts';
import { texts } from '../texts/texts.ts';
import { harmless } from './say.ts';

/** What was typed: where the order is, and why it is to be carried out. */
type TypedTakeBack = { readonly place: string; readonly reason: string };

const { utcDay } = texts.when;
const flag = '--from';

/** Whether somebody asks for a way back without the database. */
export function isFromOrder(words: readonly string[]): boolean {
  return words.some((word) => word === flag || word.startsWith(`${flag}=`));
}

/** Takes it apart; null where no place is named. */
export function takeBackOf(words: readonly string[]): TypedTakeBack | null {
  const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const joined = words[at]?.startsWith(`${flag}=`) === true;
  const place = joined ? words[at]?.slice(flag.length + 1) : words[at + 1];
  if (at < 0 || place === undefined || place === '' || place.startsWith('--')) return null;
  const rest = [...words.slice(0, at), ...words.slice(at + (joined ? 1 : 2))];
  const said = rest.map((word) => word.replace(/^--reason=?/, '')).filter((word) => word !== '');
  return { place, reason: said.join(' ').trim().slice(0, 300) };
}

/** Why nothing is done, and how it ended. */
export const takeBackWords = {
  unsigned: 'Without ROLLBACK_SECRET nobody can tell who wrote an order.',
  unread: (place: string) => `No rollback order can be read in ${place}.`,
  unknown: (service: string) => `davy.yml says nothing of ${service}.`,
  still: (service: string, live: string) =>
    `Nothing of ${service} was on its way when this was written: ${live} is live.`,
  known: (service: string) => `The ledger answers, and knows more: davy rollback ${service}`,
  why: 'Say why: --reason "…"',
  nothing: (why: string) => `${why} Nothing changed.\n`,
  replaced: (why: string) =>
    `STOPPED: the fleet takes orders of somebody else, and none of these.\n${why}\n` +
    'A Davy that has its ledger goes on, or a newer release was made: look with davy status, ' +
    'or take a newer rollback order.\n',
  done: (service: string, place: string) =>
    `Done: every user of ${service} is back. ` +
    `A Davy whose database comes back reads it in ${place}.\n`,
} as const;

/** What it will do, before it does it. */
export function intention(
  { service, at, line, releases, taken }: RollbackOrder,
  servers: readonly Server[] | null,
  now: number,
): string {
  return [
    `${service}: kept ${utcDay(at)}, ${texts.numbers.span(Math.max(0, now - at))} ago.\n`,
    taken
      ? `It was carried out before, by ${taken.user} on ${taken.host} at ${utcDay(taken.at)}.\n`
      : '',
    'Without the database and without Slack, this brings every user back:\n',
    ...releases.map((release) => `  ${release.id}: ${wayOf(release, line.live?.version)}\n`),
    servers === null
      ? 'The fleet does not answer now; it is asked until it does.\n'
      : `Now: ${serving(servers)}\n`,
    'Whoever is on call is paged, and a Davy whose database comes back learns of it.\n',
  ]
    .map(harmless)
    .join('');
}

function wayOf({ kind, build, target, phase }: Release, live: string | undefined): string {
  const name = `${build.service} ${build.version} (${inWords(phase)} then)`;
  if (kind === 'return') return `the way back to ${name} goes on`;
  const home = (kind === 'prerelease' ? live : target?.version) ?? 'what served before';
  return `${name}: users go to ${home}, then its servers go`;
}

function serving(servers: readonly Server[]): string {
  const versions = [...new Set(servers.map(({ version }) => version))].toSorted();
  const sides = versions.map((version) => {
    const own = servers.filter((one) => one.version === version);
    const users = own.every((one) => one.users !== null)
      ? `${own.reduce((sum, one) => sum + (one.users ?? 0), 0)} users`
      : 'users that nobody counts';
    return `${own.length} servers of ${version} with ${users}`;
  });
  return sides.length === 0 ? 'no servers' : sides.join(', ');
}

/** How each stands now, as one line that is said when it changed. */
export function standing(releases: readonly Release[]): string {
  return releases
    .map(({ build, phase, seen }) => {
      const users = seen?.newServers.users;
      const away = users === undefined ? '' : `, ${users ?? 'nobody knows how many'} users on it`;
      const servers = seen ? `, ${seen.newServers.servers} servers` : '';
      return harmless(`${build.version} is ${inWords(phase)}${away}${servers}\n`);
    })
    .join('');
}

function inWords({ kind }: Release['phase']): string {
  return kind.replaceAll('-', ' ');
}
