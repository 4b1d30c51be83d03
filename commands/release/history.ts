import type { Release } from '../../src/release/state/release.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { privately, type Row } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findServiceHere } from '../../src/command-kit/find/find.ts';
import { openThreadOf } from '../../src/command-kit/say/say.ts';
import { shareButton } from './share.ts';
import { becauseWords } from '../../src/texts/because-words.ts';

const {
  see: { history: say },
  where,
} = texts.replies;

const usual = 10;
const most = 50;

/** What went out, came back or never left, the newest first; each line leads to its thread. */
export const historyCommand = defineCommand('release history', {
  inThread: true,
  run: about(findServiceHere, async ({ name }, context, rest) => {
    const wanted = rest[0] ?? String(usual);
    const count = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0;
    if (count < 1 || count > most)
      return privately(say.noNumber(wanted.slice(0, 20), most, name, usual));
    const releases = await context.ledger.history(name, count);
    if (releases.length === 0) return privately(say.none(name));
    const rows = await Promise.all(releases.map((release) => rowOf(release, context)));
    return {
      ...privately(say.head(releases.length, name), shareButton(`history ${name} ${count}`)),
      rows,
    };
  }),
});

async function rowOf(release: Release, context: CommandContext): Promise<Row> {
  const { build, kind, phase, by, at } = release;
  const thread = await openThreadOf(release, context);
  const because = 'because' in phase ? becauseWords(phase.because) : release.note;
  const state = where.states[phase.kind];
  const how = 'at' in phase ? say.took(state, phase.at - at) : state;
  return {
    name: build.version,
    url: thread?.kind === 'link' ? thread.url : null,
    parts: [
      say.what(kind, how),
      { at },
      say.who(by?.name ?? texts.replies.choice.davy, because === '' ? null : because),
    ],
  };
}
