import { slackNoticeboard } from '../adapters/slack/noticeboard.ts';
import type { Noticeboard } from '../ports/noticeboard.ts';
import type { Means } from './means.ts';
import { slackAccount } from './slack-account.ts';

/** Where messages stand. */
export function noticeboard(means: Means): Noticeboard {
  return slackNoticeboard({ ...slackAccount(means), retries: 2, now: means.realNow });
}

/** The same board for pages, with a client of its own that waits for nobody. */
export function pageNoticeboard(means: Means): Noticeboard {
  return slackNoticeboard({ ...slackAccount(means), retries: 0, now: means.realNow });
}
