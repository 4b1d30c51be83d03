import type { Command } from '../src/command-kit/command.ts';
import { prerelease } from './prerelease.ts';
import { prereleaseChange } from './prerelease/change.ts';
import { prereleaseStart } from './prerelease/start.ts';
import { prereleaseStatus } from './prerelease/status.ts';
import { prereleaseStop } from './prerelease/stop.ts';
import { actions } from './release/actions.ts';
import { answer } from './release/answer.ts';
import { approve } from './release/approve.ts';
import { byHand } from './release/by-hand.ts';
import { cancel } from './release/cancel.ts';
import { ask } from './release/ask.ts';
import { askUnfreeze } from './release/ask-unfreeze.ts';
import { changes } from './release/changes.ts';
import { decline } from './release/decline.ts';
import { faster } from './release/faster.ts';
import { follow } from './release/follow.ts';
import { error } from './release/error.ts';
import { errors } from './release/errors.ts';
import { freeze } from './release/freeze.ts';
import { greeted } from './release/greeted.ts';
import { help } from './release/help.ts';
import { history } from './release/history.ts';
import { hold } from './release/hold.ts';
import { live } from './release/live.ts';
import { mine } from './release/mine.ts';
import { own } from './release/own.ts';
import { postpone } from './release/postpone.ts';
import { refresh } from './release/refresh.ts';
import { resume } from './release/resume.ts';
import { retry } from './release/retry.ts';
import { releaseRollback } from './release/rollback.ts';
import { review } from './release/review.ts';
import { services } from './release/services.ts';
import { share } from './release/share.ts';
import { start } from './release/start.ts';
import { settings } from './release/settings.ts';
import { slower } from './release/slower.ts';
import { status } from './release/status.ts';
import { undo } from './release/undo.ts';
import { summary } from './release/summary.ts';
import { test } from './release/test.ts';
import { tickets } from './release/tickets.ts';
import { ticketsRetry } from './release/tickets-retry.ts';
import { unfollow } from './release/unfollow.ts';
import { unfreeze } from './release/unfreeze.ts';
import { unlock } from './release/unlock.ts';
import { who } from './release/who.ts';
import { why } from './release/why.ts';
import { rollback } from './rollback.ts';

const spoken: readonly Command[] = [
  prerelease,
  prereleaseStart,
  prereleaseChange,
  prereleaseStatus,
  prereleaseStop,
  status,
  start,
  cancel,
  approve,
  decline,
  undo,
  ask,
  hold,
  resume,
  slower,
  faster,
  own,
  answer,
  why,
  changes,
  summary,
  follow,
  unfollow,
  settings,
  tickets,
  unlock,
  live,
  freeze,
  unfreeze,
  refresh,
  mine,
  history,
  who,
  errors,
  services,
  test,
  share([status, history]),
  actions,
  review,
  greeted,
  error,
  askUnfreeze,
  postpone,
  releaseRollback,
  retry,
  byHand,
  ticketsRetry,
  rollback,
];

/**
 * Everything people can say to Davy. The manifest, the help and the README are checked against this
 * list.
 */
export const commands: readonly Command[] = [...spoken, help(spoken)];
