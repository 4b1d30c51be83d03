/**
 * # src/texts
 *
 * The catalogue: one function of values for each text people read, so that a second language needs
 * no other file.
 */

import type { Because, Said } from '../release/state/because.ts';
import { texts } from './texts.ts';

/** Why something ended, turned round, is stuck, locked or blocked, in words. */
export function becauseWords(because: Because): string {
  return texts.because(because);
}

/** The reason somebody gave, behind what the page was for that they answered. */
export function saidWords(said: Said): string {
  return texts.said(said);
}
