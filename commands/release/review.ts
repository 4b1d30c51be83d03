import { z } from 'zod';
import { signOff } from '../../src/release/approvals.ts';
import { legalActs } from '../../src/release/guards.ts';
import { button, defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../find.ts';
import { count, openThread, span } from '../say.ts';

/** The question of an approval with the facts it stands on, for whoever came from the Home tab. */
export const review = defineCommand({
  name: 'release review',
  slash: '/release',
  ...texts.help['release review'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release review');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const { service, build, plan, by, target } = release;
    const legal = legalActs(await desk.ledger.line(service), release);
    if (rev !== release.rev || !legal.includes('approve')) return whisper(`The question about ${service} ${build.version} was answered or replaced meanwhile. Nothing changed.`, await openThread(build, desk));
    const missing = signOff(release, desk.now, null).map((word) => `${word.by.length} of ${word.of} of ${word.team}`).join(', ');
    const value = `${release.id}.${release.rev}`;
    return whisper(
      [
        `${by?.name ?? 'Davy'} asks to move all users of ${service} from ${target?.version ?? 'the live version'} to ${build.version}, in ${count(plan.batches.length, 'batch').replace('batchs', 'batches')}.`,
        `\n• Soak: passed, ${span(plan.soakMs)}${release.watch.verdict ? `, ${release.watch.verdict.kind} now` : ''}`, `\n• Approvals: ${missing}`, `\n• Commit: \`${build.commit.slice(0, 10)}\``,
        '\n• Expires ', { at: ('since' in release.phase ? release.phase.since : release.at) + plan.approvalTtlMs }, '. No answer means no release.',
      ],
      button('Approve Release', 'release approve', value, 'primary'), button('Decline', 'release decline', value), await openThread(build, desk),
    );
  },
});
