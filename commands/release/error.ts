import { z } from 'zod';
import { isInForce, type KnownIssue } from '../../src/release/known-issue.ts';
import type { Release } from '../../src/release/release.ts';
import type { SeenError } from '../../src/release/seen-error.ts';
import { button, type Desk, defineCommand, type Reply, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../facts.ts';
import { findRelease } from '../find.ts';
import { count } from '../say.ts';
import { readUntil, untilField } from '../until.ts';

const Which = z.union([z.string().regex(/^\d{1,4}-\d{1,4}$/), z.string().regex(/^\w{1,40}$/)]);
const Word = z.enum(['ours-blocks', 'known', 'not-this-release']);

/** What a new error is, said on its card: ours and it blocks, known until a day, or not of this release. */
export const error = defineCommand({
  name: 'release error',
  slash: '/release',
  ...texts.help['release error'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release error');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const [which, word] = [Which.safeParse(found.rest[0]).data, Word.safeParse(found.rest[1]).data];
    if (which === undefined || word === undefined) return whisper('Say which error it is and what: `ours-blocks`, `known 14d <reason>` or `not-this-release`. The buttons on its card do that. Nothing changed.');
    const known = await desk.ledger.knownIssues(release.service);
    const errors = pick(await desk.ledger.errors(release.service, release.build.version), which, known, release, desk.now);
    const [first] = errors;
    if (!first) return whisper(`There is no such error of ${nameOf(release)} to decide any more. Nothing changed.`);
    if (!which.includes('-')) {
      const no = standing(first, word, known, release, desk);
      if (no) return no;
    }
    return say({ release, which, word, errors }, found.rest.slice(2), desk);
  },
});

/** One error by the tracker's number; of a list, those that nobody has decided. */
function pick(errors: readonly SeenError[], which: string, known: readonly KnownIssue[], release: Release, now: number): readonly SeenError[] {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(which) ?? [];
  if (from === undefined || to === undefined) return errors.filter(({ issue }) => issue.id === which);
  const isDecided = (id: string) => known.some((one) => one.fingerprint === id && isInForce(one, release.build.version, now));
  return errors.filter(({ place, ownCard, issue }) => !ownCard && place >= Number(from) && place <= Number(to) && !isDecided(issue.id));
}

/** A second word on what is decided is answered with who said the first. Only a block comes through: that anybody of a team may still say. */
function standing({ issue }: SeenError, word: z.infer<typeof Word>, known: readonly KnownIssue[], release: Release, desk: Desk): Reply | null {
  if (word !== 'ours-blocks' && issue.what === 'escalating') return whisper(`${issue.shortId} grows, so it counts whatever is said of it. Nothing changed.`);
  const said = known.find((one) => one.fingerprint === issue.id);
  if (!said || !isInForce(said, release.build.version, desk.now) || (word === 'ours-blocks' && said.word !== word)) return null;
  const what = said.word === 'known' ? ['known until ', { at: said.until ?? said.at }] : [said.word === 'ours-blocks' ? 'ours and blocking' : 'not of this release'];
  const undo = said.word === 'ours-blocks' ? null : button('Undo', 'release errors', `${release.service} undo ${issue.id}`);
  return whisper([`${said.by.name} called ${issue.shortId} `, ...what, ', at ', { at: said.at }, '. Nothing changed.'], undo);
}

type Saying = { readonly release: Release; readonly which: string; readonly word: z.infer<typeof Word>; readonly errors: readonly SeenError[] };

async function say({ release, which, word, errors }: Saying, words: readonly string[], desk: Desk): Promise<Reply> {
  const service = desk.services[release.service];
  if (!service) return whisper(`There is no service ${release.service} any more. Nothing changed.`);
  const name = errors.length === 1 ? (errors[0]?.issue.shortId ?? 'it') : count(errors.length, 'error');
  const end = word === 'known' ? await readUntil(words, desk) : null;
  const reason = words.slice(end?.words ?? 0).join(' ').slice(0, 300);
  if (word === 'known' && (end === null || reason === '')) {
    if (desk.place.door === 'button') return askUntil(release, which, name, desk);
    return whisper('Known needs an end and a reason, such as `known 14d fixed with BRD-12`. Nothing changed.');
  }
  const roster = await rosterOf(service, desk, { 'on-call': service.oncall });
  if (roster.kind === 'reply') return roster.reply;
  const until = end?.at ?? null;
  const why = word === 'ours-blocks' ? `new error ${name}` : word === 'known' ? reason : '';
  const issues = errors.map(({ issue }) => ({ fingerprint: issue.id, title: issue.title }));
  const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'errors-judged', at: desk.now, by: desk.caller, roster: roster.value, word, until, reason: why, issues });
  const are = errors.length === 1 ? 'is' : 'are';
  const done = {
    'ours-blocks': [`You blocked ${nameOf(release)}: ${why}. Its users go back now.`],
    known: [`${name} ${are} known until `, { at: until ?? desk.now }, `: ${reason}. Until then ${errors.length === 1 ? 'it does not count, unless it grows' : 'they do not count, unless they grow'}.`],
    'not-this-release': [`${name} ${errors.length === 1 ? 'does' : 'do'} not count for ${nameOf(release)}${errors.length === 1 ? ', unless it grows' : ', unless they grow'}. The next build asks again.`],
  } as const;
  const another = decision.kind === 'refused' && decision.code === 'not-now' && end ? button(texts.until.another, 'release error', `${release.id} ${which} known`) : null;
  return outcome(decision, done[word], { service: release.service, choices: [another] });
}

function askUntil(release: Release, which: string, name: string, desk: Desk): Reply {
  return {
    kind: 'form',
    form: {
      command: 'release error', value: `${release.id} ${which} known`, title: 'Known error', submit: 'Save as Known', cancel: 'Cancel',
      intro: `${name} does not count until 9:00 of that day on your clock, in ${nameOf(release)} and later builds, unless it grows. Everyone in the thread sees your reason.`,
      fields: [
        untilField(desk),
        { kind: 'text', name: 'reason', label: 'Reason', hint: 'Ex. Fixed with BRD-12', lines: 'one', most: 200 },
      ],
    },
  };
}

function nameOf({ service, build }: Release): string {
  return `${service} ${build.version}`;
}
