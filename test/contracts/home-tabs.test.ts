import { slackHomeWorld } from '../support/slack-worlds.ts';
import { holdTo, type Kinds } from './contract.ts';
import { homeTabsLaws, type HomeTabsWorld } from './home-tabs-laws.ts';

/** Every place for pages of one's own. */
const places: Kinds<HomeTabsWorld> = [["Slack's Home tabs", slackHomeWorld]];
holdTo('a page of one’s own', places, homeTabsLaws);
