import { amount, count, many, serverHours, span as duration } from './amount.ts';
import { capital } from './sentence.ts';
import { dateWords, rangeWords } from './when.ts';

type Period = 'today' | 'week' | 'month';
type Fact = readonly [name: string, value: string];

const fact = (name: string, value: string): Fact => [name, value];
/** Set beside the same number of the period before: `1 (0 last week)`. */
const was = (now: string, before: string | null, span: Period) =>
  before === null ? now : `${now} (${before} ${span === 'week' ? 'last week' : 'before'})`;
const some = (value: number | null, of: (value: number) => string) =>
  value === null || value === 0 ? 'None' : of(value);
const compared = (
  span: Period,
  now: number | null,
  before: number | null,
  of: (value: number) => string,
) => was(some(now, of), before === null ? null : before === 0 ? 'none' : of(before), span);
const rate = (percent: number) => `${percent}%`;
const minutes = (n: number) => many(n, 'user minute');
const builds = (n: number) => many(n, 'build');

/**
 * A canvas knows no moments that turn with their reader, so they are written in the zone of the
 * report.
 */
function momentIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** A day, a week or four weeks in numbers. */
export const reportTexts = {
  title: (service: string | null, period: Period, first: string, last: string) =>
    `Releases${service === null ? '' : ` of ${service}`}` +
    (period === 'today' ? ` today, ${dateWords(last)}` : `, ${rangeWords(first, last)}`),
  spoken: (title: string, lead: string) => `${title}: ${lead}`,
  share: 'Share in Channel',
  comparedWith: {
    today: null,
    week: 'Compared with the 7 days before',
    month: 'Compared with the 4 weeks before',
  },
  source: 'Counted from what Davy recorded',
  posted: {
    daily: 'Posted on work days, quiet days are skipped · `/release settings` sends it to you',
    weekly: 'Posted on the first work day of a week · `/release settings` sends it to you',
    monthly: 'Posted on the first work day of a month',
    shared: 'Shared with `/release summary`',
  },
  chart: {
    title: { day: 'Releases per day, by outcome', week: 'Releases per week, by outcome' },
    day: 'Day',
    week: 'Week',
    y: 'Releases',
    names: [
      { name: 'Live', counted: (n: number) => `${count(n)} live` },
      { name: 'Rolled back', counted: (n: number) => `${count(n)} rolled back` },
    ],
  },
  spent: (parts: string) => `*Where the time of a release went (median)*\n${parts}`,
  extra: (facts: readonly Fact[]) =>
    `*Servers beside those that serve*\n${facts.map((parts) => parts.join(' ')).join(' · ')}`,
  columns: { service: 'Service', live: 'Live', rolledBack: 'Rolled back', gist: 'What users got' },
  more: (services: number) => `and ${services} more`,
  moreBefore: (releases: number) => `and ${count(releases)} more before that`,
  fold: 'All numbers',
  thread: 'Thread',
  open: 'Open Report',
  canvas: {
    numbers: 'Numbers',
    number: 'Number',
    value: 'Value',
    spent: 'Where the time of a release went (median)',
    services: 'Services',
    items: 'What happened',
    broken: 'What broke, and who did what',
    brokenHead: (name: string, at: string) => `${name}, ${at}`,
    at: (at: number, zone: string) => momentIn(at, zone),
  },
  told: {
    live: 'live',
    'taken-back': 'live',
    'rolled-back': 'rolled back',
    stopped: 'was stopped in pre-release',
    waiting: 'waits for approval since',
    moving: 'is releasing since',
  },
  takenBack: ', rolled back later',
  lead: {
    none: {
      today: 'No release reached users today.',
      week: 'No release reached users in these 7 days.',
      month: 'No release reached users in these 4 weeks.',
    },
    reached: (live: number, back: number | null) =>
      [
        live === 0 ? 'No release reached all users' : `${many(live, 'release')} reached all users`,
        ...(back === null
          ? []
          : [back === 0 ? 'none was rolled back' : `${many(back, 'was', 'were')} rolled back`]),
      ].join(', ') + '.',
    stopped: (n: number, spared: number) =>
      `${many(n, 'bad build')} ${n === 1 ? 'was' : 'were'} stopped in pre-release` +
      (spared > 0 ? `: ${many(spared, 'user')} never got ${n === 1 ? 'it' : 'them'}` : '') +
      '.',
    slow: (span: Period, now: number, before: number) =>
      `Waiting for approval took longer: ${was(duration(now), duration(before), span)}.`,
    open: (waiting: number, held: number) =>
      (waiting === 0 ? 'Nothing waits' : `${count(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`) +
      ` for approval${held === 0 ? '.' : `, ${count(held)} on hold.`}`,
  },
  /** Every number beside the same number of the period before; null where there is none. */
  facts: {
    releases: (span: Period, now: number, before: number) =>
      fact('Releases', was(count(now), count(before), span)),
    lead: (span: Period, isMerge: boolean, now: number | null, before: number | null) =>
      fact(
        `${isMerge ? 'Merge' : 'Build'} to users (median)`,
        compared(span, now, before, duration),
      ),
    failRate: (
      span: Period,
      now: { readonly percent: number; readonly failed: number; readonly all: number } | null,
      before: number | null,
    ) =>
      fact(
        'Change fail rate',
        was(
          now === null ? 'None' : `${rate(now.percent)}, ${count(now.failed)} of ${count(now.all)}`,
          before === null ? null : rate(before),
          span,
        ),
      ),
    recovery: (span: Period, now: number | null, before: number | null) =>
      fact('Recovery time (median)', compared(span, now, before, duration)),
    noRecovery: (span: Period, before: number | null) =>
      fact(
        'Recovery time (median)',
        was('Nothing to recover from', before === null ? null : duration(before), span),
      ),
    fixes: (span: Period, now: number, all: number, before: number | null) =>
      fact(
        'Unplanned fix releases',
        was(`${count(now)} of ${count(all)}`, before === null ? null : count(before), span),
      ),
    noFixes: (released: number) =>
      fact('Unplanned fix releases', released === 0 ? 'None' : 'Unknown: no changelog'),
    waiting: (span: Period, now: number | null, before: number | null) =>
      fact('Waiting for approval (median)', compared(span, now, before, duration)),
    held: (span: Period, now: number | null, before: number | null) =>
      fact('On hold', compared(span, now, before, duration)),
    harmed: (span: Period, now: number | null, before: number | null) =>
      fact('Users affected', compared(span, now, before, minutes)),
    stopped: (span: Period, now: number | null, before: number | null) =>
      fact('Stopped in pre-release', compared(span, now, before, builds)),
    canaries: (span: Period, now: number, before: number) =>
      fact('Canaries', compared(span, now, before, serverHours)),
    spares: (span: Period, now: number, before: number) =>
      fact('Stopped spares', compared(span, now, before, serverHours)),
    noise: (messages: number, pings: number) =>
      fact('Noise', `${amount(messages)} messages and ${amount(pings)} pings per release`),
    noNoise: fact('Noise', 'No release, no noise'),
  },
  spending: {
    starting: 'starting servers',
    soaking: 'soaking',
    waiting: 'waiting for approval',
    'in-line': 'waiting for its turn',
    moving: 'moving users',
    watching: 'watching everyone',
    swapping: 'swapping singletons',
    retiring: 'retiring old servers',
    held: 'on hold',
    stuck: 'stuck',
    'rolling-back': 'rolling back',
  },
  spentOn: (parts: readonly (readonly [what: string, ms: number])[]) =>
    capital(parts.map(([what, ms]) => `${what} ${duration(ms)}`).join(' · ')),
};
