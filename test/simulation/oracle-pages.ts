import { isOpen } from '../../src/release/state/release.ts';
import type { Decided, Known, Oracle } from './oracle.ts';

/**
 * What people were called for: since when nobody has answered, and which calls the pager has not
 * taken yet.
 */
export type Pages = {
  unanswered: {
    readonly since: number;
    readonly key: string;
    readonly isLook: boolean;
    next: number | null;
  } | null;
  readonly onTheirWay: { readonly key: string; readonly again: boolean; readonly at: number }[];
};

export const noPages = (): Pages => ({ unanswered: null, onTheirWay: [] });

/** What a call may take on its way: two lost answers and their pauses. */
const onItsWayMs = 60_000;
/** Clocks of deadlines and of looks differ by so much. */
const slackMs = 45_000;

/** Reads from a decision who was called and who answered; never from what Davy thinks of it. */
export function heardOf(oracle: Oracle, { event, decision, release: before }: Decided): void {
  if (decision.kind === 'refused' || !decision.release) return;
  const one = oracle.known.get(decision.release.id);
  if (!one) return;
  const { pages } = one;
  const effects = decision.kind === 'moved' ? decision.effects : [];
  for (const effect of effects) {
    // What is over ends the call for it, and no other that is still open.
    if (effect.kind === 'resolve-page' && effect.key === pages.unanswered?.key)
      pages.unanswered = null;
    if (effect.kind !== 'page') continue;
    const again = effect.again === true;
    pages.onTheirWay.push({ key: effect.key, again, at: oracle.now() });
    if (again && !pages.unanswered)
      oracle.broken(15, `${one.release.id} calls once more, and somebody had answered`);
    if (again && pages.unanswered) pages.unanswered.next = oracle.now();
    else
      pages.unanswered ??= {
        since: oracle.now(),
        key: effect.key,
        isLook: effect.key.endsWith(':look'),
        next: null,
      };
  }
  if (before?.id === one.release.id && 'by' in event && event.by) pages.unanswered = null;
  if (!isOpen(one.release)) pages.unanswered = null;
  // Davy could not tell, and now it can: nobody has to look any more.
  if (
    pages.unanswered?.isLook === true &&
    decision.release.watch.verdict?.kind === 'healthy' &&
    one.looks.at(-1)?.good
  )
    pages.unanswered = null;
}

/**
 * Looked at every few seconds: whoever was called is reached, or the next one is, within the
 * patience of each.
 */
export function checkPages(
  oracle: Oracle,
  isExcused: (since: number) => boolean,
  isPagerAway: (since: number) => boolean,
): void {
  for (const one of oracle.known.values()) {
    checkPatience(oracle, one, isExcused);
    checkArrival(oracle, one, (since) => isExcused(since) || isPagerAway(since));
  }
}

function checkPatience(
  oracle: Oracle,
  { release, pages }: Known,
  isExcused: (since: number) => boolean,
): void {
  const { unanswered } = pages;
  const due = (unanswered?.since ?? Infinity) + oracle.world.plan.answerWithinMs;
  if (
    !unanswered ||
    unanswered.next !== null ||
    oracle.now() - due < slackMs ||
    isExcused(due - slackMs)
  )
    return;
  unanswered.next = oracle.now();
  oracle.broken(
    15,
    `people were called for ${release.id} ${oracle.now() - unanswered.since} ms ago, nobody ` +
      'answered, and nobody else was called',
  );
}

function checkArrival(
  oracle: Oracle,
  { release, pages }: Known,
  isExcused: (since: number) => boolean,
): void {
  for (const [i, { key, again, at }] of [...pages.onTheirWay.entries()].toReversed()) {
    const arrived = oracle.world.pager.calls.some(
      (call) => call.what === 'page' && call.key === key && call.again === again && call.at >= at,
    );
    if (!arrived && oracle.now() - at < onItsWayMs) continue;
    if (!arrived && isExcused(at)) continue;
    pages.onTheirWay.splice(i, 1);
    if (!arrived)
      oracle.broken(
        15,
        `the ${again ? 'second ' : ''}call ${key} for ${release.id} did not reach the pager ` +
          `in ${oracle.now() - at} ms`,
      );
  }
}
