import { slackBoardWorld } from '../support/slack-worlds.ts';
import { holdTo, type Kinds } from './contract.ts';
import { noticeboardLaws, type NoticeboardWorld } from './noticeboard-laws.ts';

/** Every board there is, and each way in which Davy holds it. */
const boards: Kinds<NoticeboardWorld> = [
  ['Slack', () => slackBoardWorld(2)],
  ['Slack, for pages', () => slackBoardWorld(0)],
];
holdTo('a board', boards, noticeboardLaws);
