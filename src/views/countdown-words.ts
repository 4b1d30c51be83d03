import { span } from './amount.ts';

/** A countdown is edited at these moments only: every edit between them would be noise. Seconds left. */
const shown = [5, 15, 30, 60, 90, 120] as const;

/** The time left as it is shown: the last of those moments; null when the time is up. */
export function shownLeft(ms: number): string | null {
  if (ms <= 0) return null;
  const seconds = shown.find((moment) => moment * 1_000 >= ms);
  if (seconds === undefined) return span(Math.ceil(ms / 60_000) * 60_000);
  return seconds === 120 ? '2 minutes' : `${seconds} seconds`;
}
