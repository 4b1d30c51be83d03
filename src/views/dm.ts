import { signOff } from '../release/approvals.ts';
import type { Tidings } from '../release/audience.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { span } from './amount.ts';
import { actions, context, idsOf, link, section } from './blocks.ts';
import { type Content, content } from './content.ts';
import { capital, dot, esc } from './esc.ts';
import { together } from './mention.ts';
import { clock } from './when.ts';

/** One thing one person needs to know, said in a sentence, with the way to the thread where everything else stands. */
export function dm(release: Release, { says, person, kind }: Tidings, thread: string | null, now: number): Content {
  const id = idsOf(release.id, `dm-${kind}`, release.rev);
  const { sentence, more } = said(release, says, now);
  return content(sentence, [
    section(id('text'), `*${sentence}* ${more}`.trim()),
    actions(id('act'), [link('Open Thread', `thread ${person}`, thread)]),
    context(id('foot'), [since(release), '`/release settings` changes what Davy writes to you']),
  ]);
}

function said(release: Release, says: Tidings['says'], now: number): { readonly sentence: string; readonly more: string } {
  const name = esc(nameOf(release));
  const { phase } = release;
  const because = 'because' in phase ? dot(capital(esc(phase.because, 200))) : '';
  const home = esc(release.target?.version ?? 'the live version', 60);
  switch (says) {
    case 'asked':
      return { sentence: `${name} waits for your word.`, more: `${missing(release, now)} No answer means no release.` };
    case 'unanswered':
      return { sentence: `${name} got no answer in ${span(now - ('since' in phase ? phase.since : now))}.`, more: `${missing(release, now)} Ask them, or let it expire.` };
    case 'declined':
      return { sentence: `${name} was declined.`, more: because };
    case 'expired':
      return { sentence: `${name} got no approval in time.`, more: 'Its users are back. The same build can be pre-released again.' };
    case 'stuck':
      return { sentence: `${name} is stuck.`, more: `${because} Somebody has to retry it, roll it back or finish it by hand.` };
    case 'failed':
      return { sentence: `${name} failed before users moved.`, more: because };
    case 'live':
      return { sentence: `${name} is live for all users.`, more: '' };
    case 'back':
      if (release.fast) return { sentence: `${esc(release.service)} ${esc(release.build.version, 60)} is live again, ${home} was taken back.`, more: release.note === '' ? '' : dot(capital(esc(release.note, 200))) };
      return phase.kind === 'rolling-back' ? { sentence: `${name} is rolling back to ${home}.`, more: because } : { sentence: `${name} was rolled back to ${home}.`, more: because };
  }
}

function missing(release: Release, now: number): string {
  const open = signOff(release, now, null).filter(({ by, of }) => by.length < of);
  return `Missing: ${together(open.map(({ team, by, of }) => `${of - by.length} of ${esc(team, 40)}`))}.`;
}

function since({ phase }: Release): string {
  return 'at' in phase ? `At ${clock(phase.at)}` : 'since' in phase ? `Since ${clock(phase.since)}` : '';
}
