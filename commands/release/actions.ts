import { z } from 'zod';
import { type Act, legalActs } from '../../src/release/guards.ts';
import type { Release } from '../../src/release/release.ts';
import { button, type Choice, defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { openThread, standing } from '../say.ts';

/** What the menu of any message in a release's thread opens: where it stands, and everything that may be done now. */
export const actions = defineCommand({
  name: 'release actions',
  slash: '/release',
  ...texts.help['release actions'],
  typed: false,
  inThread: 'actions',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const release = await desk.ledger.release(desk.place.release ?? words[0] ?? '');
    if (release === null) return whisper('No release belongs to this message. Nothing changed.', button('Show Status', 'release status', 'all'), button('List Services', 'release services', 'all'));
    const legal = legalActs(await desk.ledger.line(release.service), release);
    const shown = mostWanted.filter((act) => legal.some((one) => one === act)).slice(0, 4);
    return whisper(standing(release, desk.now), ...shown.map((act) => choiceOf(act, release)), await openThread(release.build, desk));
  },
});

/** A whisper holds five buttons: those that help when something is wrong come first. */
const mostWanted: readonly Act[] = ['postpone', 'roll-back', 'retry', 'done-by-hand', 'resume', 'hold', 'approve', 'start', 'decline', 'stop'];

function choiceOf(act: Act, { id, rev, service, build, kind }: Release): Choice | null {
  const value = `${id}.${rev}`;
  const name = `${service} ${build.version}`;
  switch (act) {
    case 'roll-back':
      return button('Roll Back', 'release rollback', value, 'danger', { title: `Roll back ${name}`, text: `Its users go back, ${build.version} may not be released again, and ${service} stays locked until somebody unlocks it.`, yes: 'Roll Back', no: kind === 'release' ? 'Keep Releasing' : 'Keep Soaking' });
    case 'stop':
      return button('Stop Pre-Release', 'prerelease stop', value, undefined, { title: 'Stop this pre-release', text: `Its users go back. ${build.version} can be pre-released again.`, yes: 'Stop Pre-Release', no: 'Keep Going' });
    case 'approve':
      return button('Approve Release', 'release approve', value, undefined, { title: `Approve ${name}`, text: 'You say yes for your team to exactly this build and plan.', yes: 'Approve', no: 'Not Yet' });
    case 'start':
      return button('Start Release', 'release start', value, undefined, { title: `Release ${name}`, text: 'All users move, in batches.', yes: 'Start Release', no: 'Not Yet' });
    case 'decline':
      return button('Decline', 'release decline', value);
    case 'hold':
      return button('Hold Here', 'release hold', value);
    case 'resume':
      return button('Resume', 'release resume', value);
    case 'postpone':
      return button('Postpone Rollback', 'release postpone', value);
    case 'retry':
      return button('Retry', 'release retry', value);
    case 'done-by-hand':
      return button('Done by Hand', 'release by-hand', value);
    default:
      return null;
  }
}
