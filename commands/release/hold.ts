import { nameOf } from '../../src/release/state/outcome.ts';
import { holdMaxMs } from '../../src/release/people-said.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { type Reply, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { refusedBefore } from '../../src/command-kit/facts/before-form.ts';
import { readSpan } from '../../src/command-kit/time/span.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { run: say } = texts.replies;

const usualMs = 15 * 60_000;
const leastMs = 60_000;

/** Stops forward movement for a bounded time. It never delays a rollback. */
export const holdCommand = defineCommand('release hold', {
  inThread: true,
  run: about(findRelease, async ({ release, rev }, context, rest) => {
    const length = lengthOf(rest[0]);
    if (length !== null && typeof length === 'object') return length.reply;
    const reason = (length === null ? rest : rest.slice(1)).join(' ').slice(0, 300);
    const name = nameOf(release);
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const until = context.now + (length ?? usualMs);
    const event = { kind: 'held', at: context.now, by: context.caller, until, reason } as const;
    const about = { service: release.service };
    if (reason === '') {
      if (context.place.door !== 'button') return privately(say.holdNeedsReason(release.service));
      const no = await refusedBefore({ ...about, release }, event, context);
      if (no) return outcome(no, '', about);
      const form = {
        command: 'release hold',
        value: `${release.id}.${rev} 15m`,
        ...say.holdForm,
        intro: say.holdForm.intro(name, usualMs),
        submit: say.holdForm.submit(usualMs),
      };
      return { kind: 'form', form };
    }
    const decision = await context.tell({ ...about, release: release.id }, event);
    return outcome(decision, say.held(name, until, reason), about);
  }),
});

/** Null when the word is no length of time: then it is the reason's first. */
function lengthOf(word: string | undefined): number | null | { readonly reply: Reply } {
  const span = readSpan(word);
  if (span === null) return null;
  if (span.kind === 'no-unit') return { reply: privately(say.holdNeedsUnit(span.number)) };
  const { ms } = span;
  if (ms >= leastMs && ms <= holdMaxMs) return ms;
  return {
    reply: privately(
      (ms < leastMs ? say.holdTooShort : say.holdTooLong)(word ?? '', leastMs, holdMaxMs),
    ),
  };
}
