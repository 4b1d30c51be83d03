import { card } from './card.ts';
import { changelog } from './changelog.ts';
import { standing } from './standing.ts';
import { verdict } from './verdict.ts';

/** Every text people read, in English: one function of values for each, so that another language may put them in another order. */
export const en = { card, changelog, standing, verdict };
