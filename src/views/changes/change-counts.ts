/**
 * # src/views/changes
 *
 * What a build brings, change by change, and which of them is suspected of an error.
 */

import type { Care, Change, Changelog } from '../../changes/changelog.ts';
import { texts } from '../../texts/texts.ts';
import { esc } from '../blocks/esc.ts';

const say = texts.changelog;

/** What is counted in the line that notifications get. */
const spoken: readonly Exclude<keyof typeof say.parts, 'gone'>[] = ['feature', 'fix', 'internal'];

/** The line that notifications get. */
export function summed({ changes, removed }: Changelog, heading: string): string {
  const counts = spoken.map((group) => ({
    group,
    number: changes.filter((change) => change.group === group).length,
  }));
  const parts = [
    ...counts.flatMap(({ group, number }) => (number > 0 ? [say.parts[group](number)] : [])),
    ...(removed.length > 0 ? [say.parts.gone(removed.length)] : []),
  ];
  const reasons = careWords(changes);
  return [
    `${esc(heading)}: ${say.size(changes.length, peopleIn(changes))}.`,
    reasons.length > 0 ? say.care(reasons) : '',
    parts.length > 0 ? `${parts.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** How many different people wrote it. */
export function peopleIn(changes: readonly Change[]): number {
  return new Set(changes.map(({ author }) => author.email || author.name)).size;
}

/** Why somebody should look: migrations counted together, every other reason once. */
export function careWords(changes: readonly Change[]): readonly string[] {
  const reasons = changes.flatMap(({ care }) => care);
  const migrations = reasons.filter((reason) => reason.kind === 'migrations');
  const count = migrations.reduce((sum, one) => sum + one.count, 0);
  const reversible = migrations.every((one) => one.reversible);
  const together: readonly Care[] = count > 0 ? [{ kind: 'migrations', count, reversible }] : [];
  const others = reasons.filter((reason) => reason.kind !== 'migrations');
  return [...new Set([...together, ...others].map(say.reason))]
    .slice(0, 6)
    .map((reason) => esc(reason, 60));
}
