import { badCanary } from './bad-canary.ts';
import { badRelease } from './bad-release.ts';
import { carry } from './carry.ts';
import { declined } from './declined.ts';
import { healthy } from './healthy.ts';
import { jiraTrouble } from './jira-trouble.ts';
import { neverHealthy } from './never-healthy.ts';
import { noisy } from './noisy.ts';
import { oneEndpoint } from './one-endpoint.ts';
import { quietHours } from './quiet-hours.ts';
import { slackDown } from './slack-down.ts';
import { slowOnly } from './slow-only.ts';
import { supersede } from './supersede.ts';
import { traffic } from './traffic.ts';
import { twoTeams } from './two-teams.ts';
import { held } from './held.ts';
import type { Story } from './story.ts';

/** Every story the playground can play, in the order of `all`. */
export const stories: readonly Story[] = [
  healthy,
  badCanary,
  badRelease,
  slackDown,
  held,
  declined,
  neverHealthy,
  noisy,
  oneEndpoint,
  slowOnly,
  quietHours,
  jiraTrouble,
  twoTeams,
  supersede,
  carry,
  traffic,
];
