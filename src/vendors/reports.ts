import { slackCanvases } from '../adapters/slack/canvases.ts';
import type { Reports } from '../ports/reports.ts';
import type { Means } from './means.ts';
import { slackAccount } from './slack-account.ts';

/** Where long reports are kept. */
export function reports(means: Pick<Means, 'environment' | 'fetch'>): Reports {
  return slackCanvases(slackAccount(means));
}
