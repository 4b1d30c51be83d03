import { slackWorkspace } from '../adapters/slack/workspace.ts';

/** What can be chosen for davy.yml, read by whoever writes it. */
export const workspace = slackWorkspace;
