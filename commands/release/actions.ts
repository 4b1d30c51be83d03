import { z } from 'zod';
import { type Act, legalActs } from '../../src/release/legal-acts.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import type { Release } from '../../src/release/state/release.ts';
import { button, type Choice, whisper } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { carrierOf } from '../../src/command-kit/find/find.ts';
import { openThreadOf, standing } from '../../src/command-kit/say/say.ts';

const {
  choice,
  find,
  run: { confirm },
} = texts.replies;

/**
 * What the menu of any message in a release's thread opens: where it stands, and everything that
 * may be done now.
 */
export const actions = defineCommand({
  name: 'release actions',
  slash: '/release',
  ...texts.help['release actions'],
  typed: false,
  inThread: 'actions',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const meant = desk.place.release ?? words[0] ?? '';
    const release = await desk.ledger.release(
      (await carrierOf(meant, desk, 'release actions')) ?? meant,
    );
    if (release === null)
      return whisper(
        find.noMessage,
        button(choice.showStatus, 'release status', 'all'),
        button(choice.listServices, 'release services', 'all'),
      );
    const legal = legalActs(await desk.ledger.line(release.service), release);
    const shown = mostWanted.filter((act) => legal.some((one) => one === act)).slice(0, 4);
    return whisper(
      standing(release, desk.now),
      ...shown.map((act) => choiceOf(act, release)),
      await openThreadOf(release, desk),
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
      return button(
        choice.rollBack,
        'release rollback',
        value,
        'danger',
        confirm.rollBack(name, build.version, service, kind === 'release'),
      );
    case 'stop':
      return button(
        choice.stopPrerelease,
        'prerelease stop',
        value,
        undefined,
        confirm.stop(build.version),
      );
    case 'approve':
      return button(choice.approve, 'release approve', value, undefined, confirm.approve(name));
    case 'start':
      return button(choice.startRelease, 'release start', value, undefined, confirm.start(name));
    case 'decline':
      return button(choice.decline, 'release decline', value);
    case 'hold':
      return button(choice.hold, 'release hold', value);
    case 'resume':
      return button(choice.resume, 'release resume', value);
    case 'postpone':
      return button(choice.postpone, 'release postpone', value);
    case 'retry':
      return button(choice.retry, 'release retry', value);
    case 'done-by-hand':
      return button(choice.byHand, 'release by-hand', value);
    default:
      return null;
  }
}
