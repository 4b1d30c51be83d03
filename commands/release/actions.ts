import type { Act } from '../../src/release/state/act.ts';
import { mayPress } from '../../src/release/legal-acts.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import type { Release } from '../../src/release/state/release.ts';
import { replyButton, type Choice, privately } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { carrierOf } from '../../src/command-kit/find/carrier.ts';
import { openThreadOf, whereItStands } from '../../src/command-kit/say/say.ts';

const {
  choice,
  find,
  run: { confirm },
} = texts.replies;

/**
 * What the menu of any message in a release's thread opens: where it stands, and everything that
 * may be done now.
 */
export const actionsCommand = defineCommand('release actions', {
  typed: false,
  inThread: true,
  async run(words, context, command) {
    const meant = context.place.release ?? words[0] ?? '';
    const release = await context.ledger.release(
      (await carrierOf(meant, context, command)) ?? meant,
    );
    if (release === null)
      return privately(
        find.noMessage,
        replyButton(choice.showStatus, 'release status', 'all'),
        replyButton(choice.listServices, 'release services', 'all'),
      );
    const line = await context.ledger.line(release.service);
    const shown = mostWanted
      .filter((act) => mayPress(act, { line, release, at: context.now }))
      .slice(0, 4);
    return privately(
      whereItStands(release, context.now),
      ...shown.map((act) => choiceOf(act, release)),
      await openThreadOf(release, context),
    );
  },
});

/** A whisper holds five buttons: those that help when something is wrong come first. */
const mostWanted: readonly Act[] = [
  'postpone',
  'roll-back',
  'retry',
  'done-by-hand',
  'resume',
  'hold',
  'approve',
  'start',
  'decline',
  'stop',
];

function choiceOf(act: Act, release: Release): Choice | null {
  const { id, rev, service, build, kind } = release;
  const value = `${id}.${rev}`;
  const name = nameOf(release);
  switch (act) {
    case 'roll-back':
      return replyButton(
        choice.rollBack,
        'release rollback',
        value,
        'danger',
        confirm.rollBack(name, build.version, service, kind !== 'prerelease'),
      );
    case 'stop':
      return replyButton(
        choice.stopPrerelease,
        'prerelease stop',
        value,
        undefined,
        confirm.stop(build.version),
      );
    case 'approve':
      return replyButton(
        choice.approve,
        'release approve',
        value,
        undefined,
        confirm.approve(name),
      );
    case 'start':
      return replyButton(
        choice.startRelease,
        'release start',
        value,
        undefined,
        confirm.start(name),
      );
    case 'decline':
      return replyButton(choice.decline, 'release decline', value);
    case 'hold':
      return replyButton(choice.hold, 'release hold', value);
    case 'resume':
      return replyButton(choice.resume, 'release resume', value);
    case 'postpone':
      return replyButton(choice.postpone, 'release postpone', value);
    case 'retry':
      return replyButton(choice.retry, 'release retry', value);
    case 'done-by-hand':
      return replyButton(choice.byHand, 'release by-hand', value);
    default:
      return null;
  }
}
