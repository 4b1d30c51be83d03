import { texts } from '../../texts/texts.ts';

/**
 * A countdown is edited at these moments only: every edit between them would be noise. Seconds
 * left.
 */
const shown = [5, 15, 30, 60, 90, 120] as const;

/**
 * The time left as it is shown: the last of those moments, or the whole time of a short countdown;
 * null when it is up.
 */
export function shownLeft(leftMs: number, wholeMs: number): string | null {
  if (leftMs <= 0) return null;
  const moment = shown.find((seconds) => seconds * 1_000 >= leftMs);
  const ms = Math.min(
    moment === undefined ? Math.ceil(leftMs / 60_000) * 60_000 : moment * 1_000,
    Math.max(leftMs, wholeMs),
  );
  return texts.numbers.spelled(ms);
}
