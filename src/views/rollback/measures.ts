import type { Because } from '../../release/state/because.ts';
import type { Release } from '../../release/state/release.ts';
import type { SignalResult } from '../../release/state/verdict.ts';
import { texts } from '../../texts/texts.ts';
import { shortly, suspectOf, worst } from '../changes/suspicion.ts';
import { amount } from '../blocks/amount.ts';
import type { ContentPart } from '../blocks/content.ts';
import { capital } from '../blocks/esc.ts';
import { table } from '../blocks/table.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import { limitWords } from '../watch/signals.ts';

const say = texts.signals;

/**
 * What was measured when people were called, below the sentence that tells it as people say it.
 * Numbers of that moment: a page that changed at each look would be noise. Nothing where the
 * sentence is made of the measures themselves.
 */
export function measuresTable(block_id: string, release: Release, because: Because): ContentPart {
  const unhealthy = measuredIn(because);
  if (!unhealthy?.felt) return null;
  return table(
    block_id,
    [
      { name: say.columns.check, side: 'left' },
      { name: release.build.version, side: 'right' },
      // Before what was: a phone shows the first columns only.
      { name: say.columns.limit, side: 'right' },
      { name: unhealthy.felt.before ?? say.columns.before, side: 'right' },
    ],
    [...unhealthy.signals.flatMap((one) => rowOf(one) ?? []), ...withinLimit(unhealthy)],
  );
}

function rowOf({ signal, facts }: SignalResult): readonly (readonly string[])[] | null {
  if (facts.kind !== 'measured') return null;
  const { value, unit, baseline } = facts;
  const name = texts.signalName(signal);
  return [
    [
      capital(unit.trim() === '' ? name : `${name} (${unit.trim()})`),
      amount(value),
      limitWords(facts),
      baseline === null ? '' : amount(baseline),
    ],
  ];
}

/** The share that is told beside errors, where it is within its limit. */
function withinLimit({ signals, felt }: Unhealthy): readonly (readonly string[])[] {
  const counted = felt?.requests;
  if (!counted || signals.some(({ signal }) => signal === counted.signal)) return [];
  const { failing, before } = counted;
  const name = capital(`${texts.signalName(counted.signal)} (%)`);
  return [[name, amount(100 * failing), '', before === null ? '' : amount(100 * before)]];
}

type Unhealthy = Extract<Because, { kind: 'unhealthy' }>;

/** What speaks against a build, also where a person answered the page for it. */
function measuredIn(because: Because): Unhealthy | null {
  if (because.kind === 'unhealthy') return because;
  return because.kind === 'said' && because.cause ? measuredIn(because.cause) : null;
}

/** `Likely #842.`, behind a cause of errors; nothing where no change is likelier than others. */
export function blamed(facts: ThreadFacts, because: Because): string {
  const error = measuredIn(because)?.felt?.errors ? worst(facts) : null;
  const suspect = error && suspectOf(error, facts);
  return suspect ? texts.error.blamed(shortly(suspect.change)) : '';
}
