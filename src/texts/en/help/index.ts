/**
 * # src/texts/en/help
 *
 * Usage, summary and examples of everything people can say, a file for each family of words.
 */

import { movingHelpTexts } from './moving.ts';
import { showingHelpTexts } from './showing.ts';

/**
 * How each command is typed, what it does and examples of it. The README's table, the manifest's
 * hints and `/release help` are held against these.
 */
export const helpTexts = { ...movingHelpTexts, ...showingHelpTexts } as const;
