import { slackHome } from '../adapters/slack/home.ts';
import type { HomeTabs } from '../ports/home-tabs.ts';
import type { Means } from './means.ts';
import { slackAccount } from './slack-account.ts';

/** Who shows everybody the page of their own. */
export function homeTabs(means: Pick<Means, 'environment' | 'fetch'>): HomeTabs {
  return slackHome(slackAccount(means));
}
