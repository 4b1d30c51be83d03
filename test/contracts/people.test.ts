import { slackPeopleWorld } from '../support/slack-worlds.ts';
import { holdTo, type Kinds } from './contract.ts';
import { type PeopleWorld, peopleLaws } from './people-laws.ts';

/** Every directory there is. */
const directories: Kinds<PeopleWorld> = [['Slack', slackPeopleWorld]];
holdTo('a directory', directories, peopleLaws);
