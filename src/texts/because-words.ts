/**
 * # src/texts
 *
 * The catalogue: one function of values for each text people read, so that a second language needs
 * no other file.
 */

import type { Cause } from '../release/state/said.ts';
import { texts } from './texts.ts';

/** Why something ended or turned round, in words; a person's own stand beside their name. */
export function becauseWords({
  because,
  by,
  said,
}: Partial<Cause> & Pick<Cause, 'because'>): string {
  return by && said ? texts.said[said.act](by.name, said.reason) : because;
}
