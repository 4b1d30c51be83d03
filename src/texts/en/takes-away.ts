import { many } from './amount.ts';

/** What an older build does first, and then what else: a title of cards, questions and answers. */
export function takesAway(removed: number | null, brings: number | null): string {
  const away = removed === null ? 'changes' : many(removed, 'change');
  return `Takes ${away} away${brings ? `, brings ${brings}` : ''}`;
}

/** Why an older build is not just started, and how it may be. */
export const olderRefusals = {
  servedBefore: (version: string, live: string, service: string) =>
    `${version} is older than the live ${live}. ` +
    `To go back use \`/rollback ${service} ${version}\`.`,
  isOlder: (version: string, live: string, service: string) =>
    `${version} is older than the live ${live}, so it takes changes away. ` +
    `To try it all the same: \`/prerelease ${service} ${version} older\`.`,
};
