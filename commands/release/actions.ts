import type { Act } from '../../src/release/state/act.ts';
import { powerOf } from '../../src/release/authority/may.ts';
import { mayPress } from '../../src/release/legal-acts.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import { writeRef } from '../../src/release/state/release-ref.ts';
import type { Release } from '../../src/release/state/release.ts';
import { replyButton, type Choice, type Confirm, privately } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { isGranted } from '../../src/command-kit/facts/standing.ts';
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
    const shown: Act[] = [];
    for (const act of mostWanted.filter((one) =>
      mayPress(one, { line, release, at: context.now }),
    )) {
      const power = powerOf[act];
      if (!power || (await isGranted(release.service, power, context, release.hold)))
        shown.push(act);
      if (shown.length === 4) break;
    }
    return privately(
      whereItStands(release, line, context.now),
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
  const [label, command] = ways[act] ?? [];
  if (label === undefined || command === undefined) return null;
  const style = act === 'roll-back' ? 'danger' : undefined;
  return replyButton(label, command, writeRef(release), style, questionBefore(act, release));
}

/** What each act is called here, and the command it says. */
const ways: Partial<Readonly<Record<Act, readonly [label: string, command: string]>>> = {
  'roll-back': [choice.rollBack, 'release rollback'],
  stop: [choice.stopPrerelease, 'prerelease stop'],
  approve: [choice.approve, 'release approve'],
  start: [choice.startRelease, 'release start'],
  decline: [choice.decline, 'release decline'],
  hold: [choice.hold, 'release hold'],
  resume: [choice.resume, 'release resume'],
  postpone: [choice.postpone, 'release postpone'],
  retry: [choice.retry, 'release retry'],
  'done-by-hand': [choice.byHand, 'release by-hand'],
};

/** Asked once more where one press moves users or speaks for a team; forms ask by themselves. */
function questionBefore(act: Act, release: Release): Confirm | undefined {
  const { service, build, kind } = release;
  const name = nameOf(release);
  switch (act) {
    case 'roll-back':
      return confirm.rollBack(name, build.version, service, kind !== 'prerelease');
    case 'stop':
      return confirm.stop(build.version);
    case 'approve':
      return confirm.approve(name);
    case 'start':
      return confirm.start(name);
    default:
      return undefined;
  }
}
