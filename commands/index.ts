/**
 * # commands
 *
 * What people can say: one file for each word, which a typed command, a button, a form and a
 * mention share. Decides nothing itself: it reads what was said, gathers what the core needs to
 * know, tells, and answers. What several words share is in `src/command-kit/`.
 */

import type { Command } from '../src/command-kit/command.ts';
import { prereleaseCommand } from './prerelease.ts';
import { prereleaseChangeCommand } from './prerelease/change.ts';
import { prereleaseStartCommand } from './prerelease/start.ts';
import { prereleaseStatusCommand } from './prerelease/status.ts';
import { prereleaseStopCommand } from './prerelease/stop.ts';
import { actionsCommand } from './release/actions.ts';
import { adoptCommand } from './release/adopt.ts';
import { answerCommand } from './release/answer.ts';
import { approveCommand } from './release/approve.ts';
import { byHandCommand } from './release/by-hand.ts';
import { cancelCommand } from './release/cancel.ts';
import { askCommand } from './release/ask.ts';
import { askUnfreezeCommand } from './release/ask-unfreeze.ts';
import { changesCommand } from './release/changes.ts';
import { acceptCommand } from './release/accept.ts';
import { declineCommand } from './release/decline.ts';
import { fasterCommand } from './release/faster.ts';
import { followCommand } from './release/follow.ts';
import { errorCommand } from './release/error.ts';
import { errorsCommand } from './release/errors.ts';
import { freezeCommand } from './release/freeze.ts';
import { greetedCommand } from './release/greeted.ts';
import { help } from './release/help.ts';
import { historyCommand } from './release/history.ts';
import { holdCommand } from './release/hold.ts';
import { liveCommand } from './release/live.ts';
import { mineCommand } from './release/mine.ts';
import { takeOverCommand } from './release/take-over.ts';
import { postponeCommand } from './release/postpone.ts';
import { refreshCommand } from './release/refresh.ts';
import { resumeCommand } from './release/resume.ts';
import { retryCommand } from './release/retry.ts';
import { releaseRollbackCommand } from './release/rollback.ts';
import { rehearseCommand } from './release/rehearse.ts';
import { reviewCommand } from './release/review.ts';
import { runCommand } from './release/run.ts';
import { runStopCommand } from './release/run-stop.ts';
import { servicesCommand } from './release/services.ts';
import { share } from './release/share.ts';
import { startCommand } from './release/start.ts';
import { settingsCommand } from './release/settings.ts';
import { slowerCommand } from './release/slower.ts';
import { statusCommand } from './release/status.ts';
import { terminateCommand } from './release/terminate.ts';
import { undoCommand } from './release/undo.ts';
import { summaryCommand } from './release/summary.ts';
import { testCommand } from './release/test.ts';
import { ticketsCommand } from './release/tickets.ts';
import { ticketsRetryCommand } from './release/tickets-retry.ts';
import { unfollowCommand } from './release/unfollow.ts';
import { unfreezeCommand } from './release/unfreeze.ts';
import { unlockCommand } from './release/unlock.ts';
import { unprotectCommand } from './release/unprotect.ts';
import { whoCommand } from './release/who.ts';
import { whyCommand } from './release/why.ts';
import { rollbackCommand } from './rollback.ts';

const spoken: readonly Command[] = [
  prereleaseCommand,
  prereleaseStartCommand,
  prereleaseChangeCommand,
  prereleaseStatusCommand,
  prereleaseStopCommand,
  statusCommand,
  startCommand,
  cancelCommand,
  approveCommand,
  declineCommand,
  acceptCommand,
  undoCommand,
  askCommand,
  holdCommand,
  resumeCommand,
  slowerCommand,
  fasterCommand,
  takeOverCommand,
  answerCommand,
  whyCommand,
  changesCommand,
  summaryCommand,
  followCommand,
  unfollowCommand,
  settingsCommand,
  ticketsCommand,
  runCommand,
  unlockCommand,
  liveCommand,
  freezeCommand,
  unfreezeCommand,
  refreshCommand,
  mineCommand,
  historyCommand,
  rehearseCommand,
  whoCommand,
  errorsCommand,
  servicesCommand,
  testCommand,
  share([statusCommand, historyCommand]),
  actionsCommand,
  reviewCommand,
  greetedCommand,
  errorCommand,
  askUnfreezeCommand,
  postponeCommand,
  releaseRollbackCommand,
  retryCommand,
  byHandCommand,
  ticketsRetryCommand,
  runStopCommand,
  adoptCommand,
  terminateCommand,
  unprotectCommand,
  rollbackCommand,
];

/**
 * Everything people can say to Davy. The manifest, the help and the README are checked against this
 * list.
 */
export const commands: readonly Command[] = [...spoken, help(spoken)];
