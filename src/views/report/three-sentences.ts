import type { Broken, Wait } from '../../summary/three-things.ts';
import type { Summary } from '../../summary/summary.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import { esc } from '../blocks/esc.ts';

const say = texts.brief;
const { users } = texts.numbers;

/** So many of each are named: all three sentences are read in twenty seconds, on a phone too. */
const named = { gists: 3, broken: 2, waits: 3 };

/**
 * What reached users, what broke, what waits. Outside text is escaped here; `moment` writes a time
 * as its reader will see it.
 */
export function briefOf(
  { items, broken, waits, now }: Summary,
  moment: (at: number) => string,
): readonly [reached: string, broke: string, waits: string] {
  const live = items.filter(({ outcome }) => outcome === 'live' || outcome === 'taken-back');
  const gists = live
    .toReversed()
    .flatMap(({ gist: [first], service, version }) =>
      first === undefined ? [] : [say.gist(esc(first, 60), nameOf({ service, version }))],
    );
  const shown = gists.slice(0, named.gists);
  return [
    say.reached(
      now.live === 0
        ? say.nothingReached
        : say.releases(now.live, shown, shown.length === 0 ? 0 : live.length - shown.length),
    ),
    say.broke(several(broken.toReversed(), named.broken, brokenWords)),
    say.waits(several(waits, named.waits, (wait) => waitWords(wait, moment))),
  ];
}

function several<One>(all: readonly One[], most: number, words: (one: One) => string): string {
  if (all.length === 0) return say.nothing;
  const rest = all.length - most;
  return [...all.slice(0, most).map(words), ...(rest > 0 ? [say.more(rest)] : [])].join(' ');
}

function brokenWords(one: Broken): string {
  const { because, users: met, ms, fixedBy } = one;
  return say.broken(
    nameOf(one),
    esc(becauseWords(because), 100),
    met === null ? null : users(met),
    ms,
    fixedBy === null ? null : esc(fixedBy, 40),
  );
}

function waitWords(
  { kind, service, version, teams, owner, since }: Wait,
  moment: (at: number) => string,
): string {
  const name = version === null ? esc(service, 40) : nameOf({ service, version });
  const what = say.wait[kind](
    name,
    teams.map((team) => esc(team, 40)),
  );
  return say.waiting(what, owner === null ? null : esc(owner, 60), moment(since));
}

function nameOf({ service, version }: { readonly service: string; readonly version: string }) {
  return esc(`${service} ${version}`, 60);
}
