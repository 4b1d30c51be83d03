import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { commands } from '../../commands/index.ts';
import { factsBefore } from '../../src/engine/world/start-facts.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { moved } from '../../src/release/state/outcome.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { withStanding } from '../../src/command-kit/facts/standing.ts';
import { wordsOf } from '../../src/command-kit/words.ts';
import { commandNamed, matchTyped } from '../../src/slack/match/find-command.ts';
import { type Answer, said } from './answer.ts';
import { frontDesk } from './front-desk.ts';
import { quietLog } from './quiet-log.ts';
import { servers } from './servers.ts';

/**
 * The desk of a product with two lines, board and board@sandbox, over a whole ledger in memory.
 * Every answer comes from what a person typed or pressed.
 */
export function twoLines() {
  const desk = frontDesk();
  const { now, roster } = desk.state;
  const ledger = memoryLedger({ realTime: () => now, sleep: async () => undefined });
  const { board, web } = desk.services;
  if (!board || !web) throw new Error('the desk has lost its services');
  const services = { board, 'board@sandbox': { ...board, name: 'board@sandbox' }, web };
  const clock = { now: () => now, wall: (at: number) => at };
  const decide = makeTell({ ledger, clock });
  let ids = 0;
  function context(caller: string, door: 'typed' | 'button'): CommandContext {
    const base = desk.deskFor(caller, { door });
    const means = {
      people: base.people,
      ledger,
      clock,
      source: () => null,
      log: quietLog,
      fleet: () => ({
        imageState: async () => 'ready' as const,
        observe: async () => ({
          servers: servers([1, 2, 3], { version: '1.41.0', users: 30 }),
          singles: [],
        }),
        strays: async () => [],
      }),
    };
    return {
      ...base,
      services,
      ledger,
      factsBefore: factsBefore(means, services),
      ...withStanding({ ...base, services }, ({ service, release }, event) =>
        decide({ service, release }, event),
      ),
      newId: () => `rel_${++ids}`,
    };
  }
  return {
    ledger,
    approver: roster['whiteboard']?.[0] ?? '',
    async type(text: string, as = 'U0PRIYA'): Promise<Answer> {
      const [slash = '', ...rest] = text.split(' ');
      const heard = matchTyped(commands, slash, wordsOf(rest.join(' ')));
      return said(
        heard.kind === 'unknown'
          ? heard.reply
          : await heard.command.run(heard.words, context(as, 'typed')),
      );
    },
    async press(button: string, as = 'U0PRIYA'): Promise<Answer> {
      const value = button.split(' → ')[1] ?? '';
      const [first = '', ...rest] = value.split(' ');
      const command = commandNamed(commands, first);
      if (!command) throw new Error(`no command ${first}`);
      return said(await command.run(wordsOf(rest.join(' ')), context(as, 'button')));
    },
    /** How a line stands when a story begins. */
    async given(service: string, line: Partial<Line>): Promise<void> {
      await ledger.decide(
        { service, release: null, event: { kind: 'time-passed', at: now } },
        (before) => moved({ ...before, ...line }, null),
        () => [],
      );
    },
  };
}
