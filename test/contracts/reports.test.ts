import { slackReportsWorld } from '../support/slack-worlds.ts';
import { holdTo, type Kinds } from './contract.ts';
import { reportsLaws, type ReportsWorld } from './reports-laws.ts';

/** Every place for reports there is. */
const places: Kinds<ReportsWorld> = [["Slack's canvases", slackReportsWorld]];
holdTo('a place for reports', places, reportsLaws);
