import { z } from 'zod';
import { isInForce, type KnownIssue } from '../../src/release/state/known-issue.ts';
import { knownForMs } from '../../src/release/health/judge-errors.ts';
import type { Roster } from '../../src/release/state/people.ts';
import { refusedBefore } from '../../src/command-kit/facts/before-form.ts';
import { nameOf } from '../../src/release/state/outcome.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { SeenError } from '../../src/release/state/seen-error.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { replyButton, type Reply, privately } from '../../src/command-kit/reply.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { texts } from '../../src/texts/texts.ts';
import { oncallIds } from '../../src/service/service.ts';
import { outcome, rosterOfRelease } from '../../src/command-kit/facts/facts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { isNoUntil, readUntil, untilField } from '../../src/command-kit/time/until.ts';

const { choice, errors: say } = texts.replies;

const Which = z.union([z.string().regex(/^\d{1,4}-\d{1,4}$/), z.string().regex(/^\w{1,40}$/)]);
const Word = z.enum(['ours-blocks', 'known', 'not-this-release']);

/**
 * What a new error is, said on its card: ours and it blocks, known until a day, or not of this
 * release.
 */
export const errorCommand = defineCommand('release error', {
  typed: false,
  check([, , word, ...words], _, now) {
    if (word !== 'known') return null;
    const wrong = {
      ...(isNoUntil(words, now, knownForMs) ? { until: say.form.wrong } : {}),
      ...(words.length <= 1 ? { reason: say.form.noReason } : {}),
    };
    return Object.keys(wrong).length > 0 ? wrong : null;
  },
  run: about(findRelease, async ({ release }, context, rest) => {
    const [which, word] = [Which.safeParse(rest[0]).data, Word.safeParse(rest[1]).data];
    if (which === undefined || word === undefined) return privately(say.which);
    const known = await context.ledger.knownIssues(release.service);
    const errors = pick(
      await context.ledger.errors(release.service, release.build.version),
      which,
      known,
      release,
      context.now,
    );
    const [first] = errors;
    if (!first) return privately(say.gone(nameOf(release)));
    if (!which.includes('-')) {
      const no = standing(first, word, known, release, context);
      if (no) return no;
    }
    return judge({ release, which, word, errors }, rest.slice(2), context);
  }),
});

/** One error by the tracker's number; of a list, those that nobody has decided. */
function pick(
  errors: readonly SeenError[],
  which: string,
  known: readonly KnownIssue[],
  release: Release,
  now: number,
): readonly SeenError[] {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(which) ?? [];
  if (from === undefined || to === undefined)
    return errors.filter(({ issue }) => issue.id === which);
  const isDecided = (id: string) =>
    known.some((one) => one.fingerprint === id && isInForce(one, release.build.version, now));
  return errors.filter(
    ({ place, ownCard, issue }) =>
      !ownCard && place >= Number(from) && place <= Number(to) && !isDecided(issue.id),
  );
}

/**
 * A second word on what is decided is answered with who said the first. Only a block comes through:
 * that anybody of a team may still say.
 */
function standing(
  { issue }: SeenError,
  word: z.infer<typeof Word>,
  known: readonly KnownIssue[],
  release: Release,
  context: CommandContext,
): Reply | null {
  if (word !== 'ours-blocks' && issue.what === 'escalating')
    return privately(say.grows(issue.shortId));
  const said = known.find((one) => one.fingerprint === issue.id);
  if (
    !said ||
    !isInForce(said, release.build.version, context.now) ||
    (word === 'ours-blocks' && said.word !== word)
  )
    return null;
  const undo =
    said.word === 'ours-blocks'
      ? null
      : replyButton(choice.undo, 'release errors', `${release.service} undo ${issue.id}`);
  return privately(
    say.said[said.word](said.by.name, issue.shortId, said.until ?? said.at, said.at),
    undo,
  );
}

type Judging = {
  readonly release: Release;
  readonly which: string;
  readonly word: z.infer<typeof Word>;
  readonly errors: readonly SeenError[];
};

async function judge(
  { release, which, word, errors }: Judging,
  words: readonly string[],
  context: CommandContext,
): Promise<Reply> {
  const name = say.name(errors.length, errors[0]?.issue.shortId ?? null);
  const end = word === 'known' ? await readUntil(words, context) : null;
  const reason = words
    .slice(end?.words ?? 0)
    .join(' ')
    .slice(0, 300);
  if (word === 'known' && (end === null || reason === '')) {
    if (context.place.door === 'button')
      return given(rosterOfRelease(release, context, oncallIds), async (roster) => {
        const { service } = release;
        const said = wordFor({ release, which, word, errors }, roster, context, {
          until: context.now + 2 * knownForMs.least,
          reason: '',
        });
        const no = await refusedBefore({ service, release }, said, context);
        return no ? outcome(no, '', { service }) : askUntil(release, which, name, context);
      });
    return privately(say.needsEnd);
  }
  return given(rosterOfRelease(release, context, oncallIds), async (roster) => {
    const until = end?.at ?? null;
    const why = word === 'ours-blocks' ? say.blocks(name) : word === 'known' ? reason : '';
    const decision = await context.tell(
      { service: release.service, release: release.id },
      wordFor({ release, which, word, errors }, roster, context, { until, reason: why }),
    );
    const done = {
      'ours-blocks': say.blocked(nameOf(release), why),
      known: say.known(errors.length, name, until ?? context.now, reason),
      'not-this-release': say.notThisRelease(errors.length, name, nameOf(release)),
    } as const;
    const another =
      decision.kind === 'refused' && decision.code === 'not-now' && end
        ? replyButton(texts.until.another, 'release error', `${release.id} ${which} known`)
        : null;
    return outcome(decision, done[word], { service: release.service, choices: [another] });
  });
}

function wordFor(
  { word, errors }: Judging,
  roster: Roster,
  { now: at, caller: by }: CommandContext,
  said: { readonly until: number | null; readonly reason: string },
) {
  const issues = errors.map(({ issue }) => ({ fingerprint: issue.id, title: issue.title }));
  return { kind: 'errors-judged', at, by, roster, word, ...said, issues } as const;
}

function askUntil(release: Release, which: string, name: string, context: CommandContext): Reply {
  return {
    kind: 'form',
    form: {
      command: 'release error',
      value: `${release.id} ${which} known`,
      title: say.form.title,
      submit: say.form.submit,
      cancel: say.form.cancel,
      intro: say.form.intro(name, nameOf(release)),
      fields: [
        untilField(context),
        {
          kind: 'text',
          name: 'reason',
          label: say.form.reason,
          hint: say.form.reasonHint,
          lines: 'one',
          most: 200,
        },
      ],
    },
  };
}
