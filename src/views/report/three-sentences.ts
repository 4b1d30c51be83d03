import type { Broken, Wait } from '../../summary/three-things.ts';
import type { Summary } from '../../summary/summary.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import { esc } from '../blocks/esc.ts';

const say = texts.brief;
const { users } = texts.numbers;

/** So many of each are named: all three sentences are read in twenty seconds, on a phone too. */
const named = { gists: 3, broken: 2, waits: 3 };

/** How outside text is written where the sentences stand, and a time as its reader will see it. */
type Writing = {
  readonly clean: (text: string, most: number) => string;
  readonly moment: (at: number) => string;
};

/** What reached users, what broke, what waits, as messages take them. */
export function briefOf(summary: Summary, moment: (at: number) => string): readonly string[] {
  return briefParts(summary, { clean: esc, moment }).map(([name, what]) => say.said(name, what));
}

/** The three sentences, each behind its name. */
export function briefParts(
  { items, broken, waits, now }: Summary,
  writing: Writing,
): readonly (readonly [name: string, what: string])[] {
  const { clean } = writing;
  const live = items.filter(({ outcome }) => outcome === 'live' || outcome === 'taken-back');
  const gists = live
    .toReversed()
    .flatMap(({ gist: [first], ...one }) =>
      first === undefined ? [] : [say.gist(clean(first, 60), nameOf(one, writing))],
    );
  const shown = gists.slice(0, named.gists);
  return [
    [
      say.reached,
      now.live === 0
        ? say.nothingReached
        : say.releases(now.live, shown, shown.length === 0 ? 0 : live.length - shown.length),
    ],
    [say.broke, several(broken.toReversed(), named.broken, (one) => brokenWords(one, writing))],
    [say.waits, several(waits, named.waits, (wait) => waitWords(wait, writing))],
  ];
}

function several<One>(all: readonly One[], most: number, words: (one: One) => string): string {
  if (all.length === 0) return say.nothing;
  const rest = all.length - most;
  return [...all.slice(0, most).map(words), ...(rest > 0 ? [say.more(rest)] : [])].join(' ');
}

function brokenWords(one: Broken, writing: Writing): string {
  const { because, users: met, ms, fixedBy } = one;
  const { clean } = writing;
  return say.broken(
    nameOf(one, writing),
    clean(becauseWords(because), 160),
    met === null ? null : users(met),
    ms,
    fixedBy === null ? null : clean(fixedBy, 40),
    one.isGoingBack === true,
  );
}

function waitWords(
  { kind, service, version, teams, owner, since }: Wait,
  writing: Writing,
): string {
  const { clean, moment } = writing;
  const name = version === null ? clean(service, 40) : nameOf({ service, version }, writing);
  const what = say.wait[kind](
    name,
    teams.map((team) => clean(team, 40)),
  );
  return say.waiting(what, owner === null ? null : clean(owner, 60), moment(since));
}

function nameOf(
  { service, version }: { readonly service: string; readonly version: string },
  { clean }: Writing,
) {
  return clean(`${service} ${version}`, 60);
}
