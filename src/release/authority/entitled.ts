/**
 * # src/release/authority
 *
 * Decides who may do what to a line and its releases, by what davy.yml grants and what is known of
 * whoever speaks. Commands, buttons, the terminal and the transition itself ask here.
 */

import type { Decision, Refusal } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { refuse } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { powerFor, whyNot } from './may.ts';

/**
 * What would count, counts only of those who may: the last word on who that is, in the transaction
 * itself. An event of which no standing is told was written by a Davy that knew of none, or is
 * Davy's own.
 */
export function ofTheEntitled(
  line: Line,
  release: Release | null,
  event: Event,
  decided: Decision,
): Decision {
  return decided.kind === 'refused' ? decided : (entitlement(line, release, event) ?? decided);
}

function entitlement({ service }: Line, release: Release | null, event: Event): Refusal | null {
  const { standing } = event;
  const power = powerFor(event);
  const by = 'by' in event ? event.by : null;
  if (standing === undefined || power === null || !by) return null;
  const hold = release?.hold ?? null;
  // Whoever is at Davy's own machine could stop and go back by other means, too.
  const is = 'terminal' in event && event.terminal ? 'at-terminal' : standing.is;
  switch (whyNot(power, by, { ...standing, is }, { at: event.at, hold })) {
    case null:
      return null;
    case 'outside':
      return refuse('not-entitled', 'fromOutside');
    case 'unknown':
      return refuse('roster-unknown', 'whoYouAre');
    case 'not-granted':
      return refuse('not-entitled', 'mayDo', power, service, standing.may);
  }
}
