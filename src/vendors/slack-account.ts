import type { Means } from './means.ts';

/** The workspace that people, messages, Home tabs and canvases are all of. */
export function slackAccount({ environment, fetch }: Pick<Means, 'environment' | 'fetch'>) {
  return {
    token: environment.SLACK_BOT_TOKEN,
    apiUrl: environment.SLACK_API_URL,
    team: environment.SLACK_TEAM_ID,
    fetch,
  };
}
