import type { Entry, Machine } from './journal.ts';

/** How a release has to end. */
export type Ending = 'live' | 'rolled-back';

/** What is left at the end: outside, and in the ledger. */
export type Evidence = {
  readonly wanted: ReadonlyMap<string, Ending>;
  readonly journal: readonly Entry[];
  readonly machines: readonly Machine[];
  /** The newest release of each line, and how it stands. */
  readonly ended: readonly { readonly service: string; readonly phase: string }[];
  /** Deliveries that were acknowledged, and those that are stored and answered. */
  readonly acked: readonly string[];
  readonly stored: readonly string[];
  /** Effects that nobody did, and places where the record is not what was recorded. */
  readonly undone: number;
  readonly wrong: number;
};

/** Everything that is lost, and everything that was done twice; both empty when all is well. */
export type Verdict = { readonly lost: readonly string[]; readonly doubled: readonly string[] };

const oldVersion = '2.0.0';
/** One canary, and one server in the place of the old one. */
const launchedMost = 2;

export function judge(evidence: Evidence): Verdict {
  const { wanted, journal, undone, wrong } = evidence;
  const posted = journal.flatMap((one) => (one.kind === 'posted' ? [one] : []));
  return {
    lost: [
      ...[...wanted].flatMap(([service, ending]) => lostOf(evidence, service, ending)),
      ...missing('stored', evidence.acked, evidence.stored),
      ...missing('answered', evidence.acked, answersIn(journal)).slice(whispersIn(journal)),
      ...(undone === 0 ? [] : [`${undone} effects were never done`]),
      ...(wrong === 0 ? [] : [`the record is wrong in ${wrong} places`]),
    ],
    doubled: [
      ...repeated(posted.map(({ channel, key }) => `post ${channel} ${key}`)),
      ...[...wanted].flatMap(([service, ending]) => doubledOf(journal, service, ending)),
    ],
  };
}

function lostOf({ ended, machines }: Evidence, service: string, ending: Ending): readonly string[] {
  const phase = ended.find((one) => one.service === service)?.phase ?? 'nothing';
  const own = machines.filter((machine) => machine.service === service);
  const strangers = own.filter(
    ({ version }) => (version === oldVersion) !== (ending === 'rolled-back'),
  );
  return [
    ...(phase === ending ? [] : [`${service} is ${phase}, not ${ending}`]),
    ...(strangers.length === 0 ? [] : [`${service} keeps ${strangers.map(({ id }) => id).join()}`]),
    ...(own.some(({ admits, users }) => admits && users > 0) ? [] : [`${service} serves nobody`]),
  ];
}

function doubledOf(journal: readonly Entry[], service: string, ending: Ending): readonly string[] {
  const launched = journal.filter((one) => one.kind === 'launched' && one.service === service);
  const pages = journal.flatMap((one) =>
    one.kind === 'paged' && one.service === service ? [one.key] : [],
  );
  const calls = new Set(pages).size;
  const due = ending === 'rolled-back' ? 1 : 0;
  return [
    ...(launched.length > launchedMost ? [`${service} launched ${launched.length} servers`] : []),
    ...(calls > due ? [`${service} opened ${calls} incidents`] : []),
  ];
}

/**
 * Whoever was stopped in the middle of an answer says it by a whisper, which names no question:
 * each stands for one.
 */
function whispersIn(journal: readonly Entry[]): number {
  return journal.filter(({ kind }) => kind === 'whispered').length;
}

function answersIn(journal: readonly Entry[]): readonly string[] {
  return journal.flatMap((one) => (one.kind === 'answered' ? [one.trigger] : []));
}

function missing(
  what: string,
  wanted: readonly string[],
  there: readonly string[],
): readonly string[] {
  const known = new Set(there);
  return wanted.filter((one) => !known.has(one)).map((one) => `${one} was never ${what}`);
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}

/** From the page, and from the first thing that was bad, to the first call of the way back. */
export type WayHome = {
  readonly service: string;
  readonly badToPageMs: number;
  readonly pageToHomeMs: number;
};

/** A page arrives so long after it was decided, at most. */
const pageMs = 3_000;

/** What each bad build took; the countdown, which is people's time, is left out. */
export function waysHome(journal: readonly Entry[], countdownMs: number): readonly WayHome[] {
  return journal.flatMap((bad) => {
    if (bad.kind !== 'bad') return [];
    const { service } = bad;
    const page = journal.find((one) => one.kind === 'paged' && one.service === service);
    // Nothing goes forward under a countdown, which begins a moment before its page arrives.
    const since = (page?.at ?? 0) + countdownMs - pageMs;
    const home = journal.find(
      (one) => one.kind === 'act' && one.service === service && one.at > since,
    );
    return page && home
      ? [
          {
            service,
            badToPageMs: page.at - bad.at,
            pageToHomeMs: home.at - page.at - countdownMs,
          },
        ]
      : [];
  });
}
