import { commands } from '../../commands/index.ts';
import { findRelease } from '../command-kit/find/find.ts';
import type { CommandContext } from '../command-kit/context.ts';
import { privately, type Reply } from '../command-kit/reply.ts';
import { terminalRollback } from '../command-kit/rollback/from-terminal.ts';
import type { Ledger } from '../ports/ledger.ts';
import { judgementOf } from '../release/verdict/soak.ts';
import { commandNamed } from '../slack/match/find-command.ts';
import { evidenceJson, evidenceText, noLooks } from '../terminal/evidence.ts';
import { speaker, type SystemUser } from '../terminal/person.ts';
import type { TypedOrder } from '../terminal/reason.ts';
import { attended, type RecordFault, recordText, unattended, onScreen } from '../terminal/say.ts';
import { commandOf, isAct, needsName, type Verb } from '../terminal/verbs.ts';
import { texts } from '../texts/texts.ts';
import { exportedLooks } from './exported-looks.ts';
import { terminalContext } from './terminal-context.ts';
import type { Parts } from './parts.ts';

const { nameOne } = texts.replies.rollback.terminal;

/** What was said, and whether it came out well; `more` comes after it, piece by piece. */
type Said = {
  readonly text: string;
  readonly code: number;
  readonly more?: AsyncIterable<string>;
};

/** Davy on its own machine: says a word, and tells what came of it. */
export type Terminal = { say(verb: Verb, order: TypedOrder): Promise<Said> };

/** The record can be proven, and whoever else uses it be seen. */
type Known = Ledger & {
  verify(): Promise<readonly RecordFault[]>;
  isAttended(): Promise<boolean>;
};

/** For whoever the system says it is; `named` are the users whom davy.yml takes for people. */
export function atTerminal(
  parts: Parts,
  ledger: Known,
  named: Readonly<Record<string, string>>,
  { user, host, name }: SystemUser & { readonly name: string },
): Terminal {
  const by = speaker({ user, host }, named);
  // Whoever mistyped a name sees it in a script as well: nothing was asked of anybody.
  const isThere = async (name: string) =>
    Object.hasOwn(parts.services, name) || (await ledger.release(name)) !== null;
  const contextFor = ({ reason }: TypedOrder, moved: () => void) =>
    terminalContext(parts, { by, past: { user, host, reason }, order: name }, moved);
  return {
    async say(verb, order) {
      if (verb === 'verify') {
        const faults = await ledger.verify();
        return { text: recordText(faults), code: faults.length === 0 ? 0 : 1 };
      }
      if (needsName(verb) && order.about.length === 0)
        return { text: onScreen(privately(nameOne(Object.keys(parts.services)))), code: 64 };
      let moved = false;
      const context = contextFor(order, () => void (moved = true));
      if (verb === 'evidence') return evidence(order, context, ledger);
      const text = (await repliesTo(verb, order, context)).map(onScreen).join('');
      if (isAct(verb) && !moved && !(await isThere(order.about[0] ?? ''))) return { text, code: 2 };
      if (!isAct(verb)) return { text, code: 0 };
      if (!moved) return { text, code: 1 };
      return { text: text + ((await ledger.isAttended()) ? attended : unattended), code: 0 };
    },
  };
}

/** The same commands as in Slack; only a rollback goes without a second question. */
async function repliesTo(
  verb: Verb,
  { about, reason }: TypedOrder,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const said = [...about, ...reason.split(' ').filter((word) => word !== '')];
  if (verb === 'rollback') return terminalRollback(said, context);
  const command = commandNamed(commands, commandOf(verb) ?? '');
  if (!command) throw new Error(`nothing answers ${verb}`);
  return [await command.run(said, context)];
}

async function evidence(
  { about, reason }: TypedOrder,
  context: CommandContext,
  ledger: Known,
): Promise<Said> {
  const has = (option: string) => [...about, reason].includes(option);
  const words = about.filter((word) => word !== '--json' && word !== '--looks');
  const found = await findRelease(words, context, 'release status');
  const [last] =
    found.kind === 'reply' && Object.hasOwn(context.services, words[0] ?? '')
      ? await ledger.history(words[0] ?? '', 1)
      : [];
  const release = found.kind === 'found' ? found.it.release : last;
  if (!release) return { text: found.kind === 'reply' ? onScreen(found.reply) : '', code: 1 };
  const soak = await ledger.soak(release.id);
  if (has('--looks'))
    return soak
      ? { text: '', code: 0, more: exportedLooks(ledger, release.id, soak) }
      : { text: noLooks, code: 1 };
  const [events, tickets, faults] = await Promise.all([
    ledger.events(release.id),
    ledger.ticketWork(release.id),
    ledger.verify(),
  ]);
  const all = { release, events, tickets, faults, judged: soak && judgementOf(soak) };
  return {
    text: has('--json') ? evidenceJson(all) : evidenceText(all, context.now),
    code: faults.length === 0 ? 0 : 1,
  };
}
