import { slackPeople } from '../adapters/slack/people.ts';
import type { People } from '../ports/people.ts';
import type { Means } from './means.ts';
import { slackAccount } from './slack-account.ts';

/** Who knows who people are, and for whom they speak. */
export function people(means: Means): People {
  return slackPeople({ ...slackAccount(means), now: means.realNow });
}
