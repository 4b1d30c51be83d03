import { approval } from './approval.ts';
import { ask } from './ask.ts';
import { card } from './card.ts';
import { changelog } from './changelog.ts';
import { error } from './error.ts';
import { help } from './help.ts';
import { page } from './page.ts';
import { progress } from './progress.ts';
import { rollback } from './rollback.ts';
import { soak } from './soak.ts';
import { standing } from './standing.ts';
import { stuck } from './stuck.ts';
import { summary } from './summary.ts';
import { tickets } from './tickets.ts';
import { verdict } from './verdict.ts';

/** Every text people read, in English: one function of values for each, so that another language may put them in another order. */
export const en = { approval, ask, card, changelog, error, help, page, progress, rollback, soak, standing, stuck, summary, tickets, verdict };
