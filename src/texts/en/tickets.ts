import { many, span, joined } from './amount.ts';

/** `its ticket`, `all of its 12 tickets`, `3 of its 12 tickets`. */
const share = (n: number, all: number): string => {
  if (all === 1) return 'its ticket';
  return n === all ? `all of its ${many(all, 'ticket')}` : `${n} of its ${many(all, 'ticket')}`;
};

/** `board 2.0.0 cannot finish 3 of its 12 tickets yet`. */
const plan = (name: string, all: number, failed: number, open: number): string => {
  if (open > 0) return `Checking ${many(all, 'ticket')} of ${name}`;
  return failed > 0
    ? `${name} cannot finish ` +
        (failed === all && all > 1 ? `any of its ${many(all, 'ticket')}` : share(failed, all)) +
        ' yet'
    : `${name} can finish ${share(all, all)}`;
};

const receipt = (name: string, all: number, good: number, isOver: boolean): string => {
  if (!isOver) return `${name} is finishing ${share(all, all)}`;
  return good === 0
    ? `${name} ` +
        (all === 1 ? 'could not finish its ticket' : `finished none of its ${many(all, 'ticket')}`)
    : `${name} finished ${share(good, all)}`;
};

/**
 * The tickets of a release: what would become of them, what became of them, and what a person must
 * fix.
 */
export const ticketsTexts = {
  plan,
  planSpoken: (head: string) => `${head}. Nothing was changed in Jira.`,
  planText: ({
    all,
    ready,
    already,
    failed,
    done,
  }: {
    readonly all: number;
    readonly ready: number;
    readonly already: number;
    readonly failed: number;
    readonly done: string;
  }) =>
    [
      failed > 0 ? `:warning: *${failed} of ${all} would fail.*` : '',
      `${ready} would move to *${done}* when it is live, ` +
        `${already === 1 ? '1 is' : `${already} are`} done already.`,
      failed > 0 ? 'Fix them in Jira, then check again.' : '',
    ]
      .filter((text) => text !== '')
      .join(' '),
  untouched: 'Nothing was changed in Jira',
  lookedAt: (at: string | null) => (at === null ? 'being checked' : `checked ${at}`),
  receipt,
  receiptSpoken: (head: string, failed: number, isVersionMissing: boolean) => {
    if (failed > 0) return `${head}, ${failed} failed. Fix them in Jira and retry.`;
    return isVersionMissing
      ? `${head}, but its fix version failed. Fix it in Jira and retry.`
      : `${head}. Nobody needs to act.`;
  },
  receiptText: ({
    all,
    moved,
    already,
    failed,
    done,
    version,
    isVersionMissing,
  }: {
    readonly all: number;
    readonly moved: number;
    readonly already: number;
    readonly failed: number;
    readonly done: string;
    readonly version: string | null;
    readonly isVersionMissing: boolean;
  }) =>
    [
      failed > 0
        ? `:warning: *${failed} of ${all} failed.*`
        : isVersionMissing
          ? ':warning: *The fix version failed.*'
          : '*Nothing failed.*',
      `${moved} moved to *${done}*, ${already === 1 ? '1 was' : `${already} were`} done before.`,
      version === null ? '' : `Fix version ${version}.`,
    ]
      .filter((text) => text !== '')
      .join(' '),
  since: (at: string) => `Since ${at}`,
  over: (at: string) => `Done ${at}`,
  neverOpened: 'Davy never reopens a ticket',
  all: (service: string) => `All: \`/release tickets ${service}\``,
  silent: (name: string) => `Jira does not answer: tickets of ${name} wait`,
  silentSpoken: (name: string) =>
    `Jira does not answer: tickets of ${name} wait. The release does not. Nobody needs to act.`,
  silentText: (since: string, what: string, count: number, everyMs: number) =>
    `:hourglass_flowing_sand: *No answer since ${since}.* ` +
    `Davy tries again by itself, at least every ${span(everyMs)}. ` +
    `${what} ${count === 1 ? 'waits' : 'wait'}; the release does not.`,
  of: (count: number, projects: readonly string[]) =>
    `${many(count, 'ticket')} of ${joined(projects)}`,
  more: (count: number, keys: readonly string[]) => `And ${count} more: ${keys.join(', ')}`,
  check: 'Check Again',
  checkSpoken: (name: string) => `Check again the tickets of ${name}`,
  retry: 'Retry Failed',
  retrySpoken: (name: string) => `Retry failed tickets of ${name}`,
  fact: 'Tickets',
  moving: (count: number) => `Moving ${many(count, 'ticket')}`,
  came: (good: number, all: number, done: string, otherwise: readonly string[], failed: number) =>
    [
      `${good} of ${all} ${done}`,
      ...(otherwise.length > 0
        ? [`${otherwise.length} stayed ${[...new Set(otherwise)].join(' or ')}`]
        : []),
      ...(failed > 0 ? [`${failed} failed`] : []),
    ].join(', '),
  versionFact: 'Fix version',
  noVersion: 'None',
  version: {
    released: (projects: readonly string[]) => `released in ${joined(projects)}`,
    failed: (project: string, why: string) => `not in ${project} (${why})`,
    waiting: 'on its way',
  },
  /** One line below the changes. */
  foot: (all: number, failed: number) =>
    failed === 0
      ? `${many(all, 'ticket')}: all can be finished`
      : `${many(all, 'ticket')}: ${failed} cannot be finished yet`,
  outcome: {
    open: 'not checked yet',
    ready: (status: string | null, done: string) =>
      `${status ?? 'open'}, moves to ${done} when it is live`,
    moved: (done: string) => `moved to ${done}`,
    already: (status: string) => `was ${status} already`,
    told: 'commented',
    failed: (why: string) => `failed: ${why}`,
  },
};
