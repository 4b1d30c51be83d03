import { z } from 'zod';
import { holdMaxMs } from '../../src/release/people-said.ts';
import { defineCommand, type Reply, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findRelease } from '../find.ts';
import { span } from '../say.ts';

const usualMs = 15 * 60_000;
const leastMs = 60_000;

/** Stops forward movement for a bounded time. It never delays a rollback. */
export const hold = defineCommand({
  name: 'release hold',
  slash: '/release',
  ...texts.help['release hold'],
  inThread: 'hold',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release hold');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const length = lengthOf(found.rest[0]);
    if (length !== null && typeof length === 'object') return length.reply;
    const reason = (length === null ? found.rest : found.rest.slice(1)).join(' ').slice(0, 300);
    const name = `${release.service} ${release.build.version}`;
    if (reason === '') {
      if (desk.place.door !== 'button') return whisper(`A hold needs a reason: \`/release hold ${release.service} 15m slow query\`. Nothing changed.`);
      const form = { command: 'release hold', value: `${release.id}.${rev} 15m`, title: 'Hold release', intro: `${name} takes no step forward for 15 minutes. A rollback is never delayed.`, label: 'Why?', hint: 'Slow query, strange numbers, …', submit: 'Hold 15 Minutes', cancel: 'Cancel' };
      return { kind: 'form', form };
    }
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const until = desk.now + (length ?? usualMs);
    const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'held', at: desk.now, by: desk.caller, until, reason });
    return outcome(decision, [`${name} is on hold until `, { at: until }, `: ${reason}. It goes on by itself then.`], { service: release.service });
  },
});

/** Null when the word is no length of time: then it is the reason's first. */
function lengthOf(word: string | undefined): number | null | { readonly reply: Reply } {
  const [, count, unit] = /^(\d{1,4})([smhd]?)$/.exec(word?.toLowerCase() ?? '') ?? [];
  if (count === undefined) return null;
  if (unit === '' || unit === undefined) return { reply: whisper(`\`${count}\` needs a unit. Try \`${count}m\`. Nothing changed.`) };
  const ms = Number(count) * ({ s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 0);
  if (ms >= leastMs && ms <= holdMaxMs) return ms;
  return { reply: whisper(`A hold lasts ${span(leastMs)} to ${span(holdMaxMs)}; ${word ?? ''} is too ${ms < leastMs ? 'short' : 'long'}. Nothing changed.`) };
}
