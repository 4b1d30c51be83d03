import type { Felt } from '../../release/state/felt.ts';
import { count, many } from './amount.ts';

/** `1 new error hits 1 in 8 requests, never on 1.41.0`: a build that is bad, as people say it. */
export function feltText({ before, errors, requests }: Felt): string {
  const old = before ?? 'the old servers';
  if (errors === null) return requests === null ? '' : failing(requests, old);
  const never = errors.never ? `, never on ${old}` : '';
  const what = errorsText(errors);
  if (requests === null) return `${what} ${metBy(errors)}${never}`;
  // Where requests fail before, too, the new error is not the whole of it.
  return requests.before === 0
    ? `${what} ${errors.groups === 1 ? 'hits' : 'hit'} ${oneIn(requests.failing)}` +
        (errors.never ? never : `, none on ${old}`)
    : `${what} ${metBy(errors)}${never}; ${failing(requests, old)}`;
}

const kinds: Readonly<
  Record<NonNullable<Felt['errors']>['what'], readonly [one: string, more: string]>
> = {
  new: ['new error', 'new errors'],
  regressed: ['solved error that is back', 'solved errors that are back'],
  escalating: ['growing error', 'growing errors'],
  mixed: ['new or returned error', 'new or returned errors'],
};

function errorsText({ groups, what }: NonNullable<Felt['errors']>): string {
  return many(groups, ...kinds[what]);
}

/** Who met several errors is known of each alone: the most that one of them hit is the least. */
function metBy({ groups, users, times }: NonNullable<Felt['errors']>): string {
  if (users === 0) return `came ${many(times, 'time')}`;
  return `hit ${groups === 1 ? '' : 'at least '}${many(users, 'user')}`;
}

function failing({ failing: now, before }: NonNullable<Felt['requests']>, old: string): string {
  const said = `${oneIn(now)} ${now <= few ? 'fails' : 'fail'}`;
  if (before === null) return said;
  return before === 0 ? `${said}, none on ${old}` : `${said}, ${oneIn(before, '')} on ${old}`;
}

/** Up to this share one in so many is said, and above it so many in ten. */
const few = 0.4;

/** A share of requests as people say it: `1 in 8 requests`, `7 in 10 requests`, `all requests`. */
export function oneIn(share: number, what = ' requests'): string {
  if (share >= 0.995) return `all${what}`;
  if (share >= 0.95) return `nearly all${what}`;
  if (share > few) return `${Math.round(share * 10)} in 10${what}`;
  const each = 1 / share;
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(each)) - 1);
  return `1 in ${count(Math.round(each / digits) * digits)}${what}`;
}
