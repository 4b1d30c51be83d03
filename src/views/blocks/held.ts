import type { Hold } from '../../release/state/release.ts';
import { dot, esc } from './esc.ts';
import { clock } from './when.ts';

/** What a message says below its first line while people hold it: until when, who and why. */
export function heldLine(
  { until, by, reason }: Hold,
  held: (until: string, who: string, because: string) => string,
): string {
  return `\n:double_vertical_bar: ${held(clock(until), esc(by.name, 60), dot(esc(reason, 150)))}`;
}
