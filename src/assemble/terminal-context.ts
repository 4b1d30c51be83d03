import { withStanding } from '../command-kit/facts/standing.ts';
import type { CommandContext } from '../command-kit/context.ts';
import type { AtTerminal } from '../release/state/at-terminal.ts';
import type { Person } from '../release/state/people.ts';
import { redraw } from '../slack/answer/redraw.ts';
import { releaseId } from '../slack/answer/release-id.ts';
import { doneAtTerminal } from '../terminal/act.ts';
import { peopleAtTerminal } from '../terminal/people.ts';
import { answersOf } from './common-answers.ts';
import type { Parts } from './parts.ts';

/** Who speaks there, as whom, and why; and what names the order. */
type Spoken = { readonly by: Person; readonly past: AtTerminal; readonly order: string };

/**
 * What the commands of Slack need to run at a terminal. Slack is asked who people are, and nothing
 * else: it may be away. `moved` hears of every decision that changed something.
 */
export function terminalContext(
  parts: Parts,
  { by, past, order }: Spoken,
  moved: () => void,
): CommandContext {
  const answers = answersOf(parts);
  const { ledger, clock, services } = answers;
  const now = clock.now();
  const people = peopleAtTerminal(answers.people, by);
  const { standing, tell } = withStanding(
    { caller: by, people, services, now },
    async ({ service, release }, event) => {
      const decision = await answers.tell({ service, release }, doneAtTerminal(event, past));
      if (decision.kind === 'moved') moved();
      return decision;
    },
  );
  return {
    ...answers,
    caller: by,
    place: { door: 'typed', channel: '', thread: null, release: null },
    now,
    people,
    // Whoever is there may stop and go back, whatever the directory says or does not say.
    standing,
    tell,
    reader: () => ledger.reader(by.id),
    changeReader: (change) => answers.changeReader(by.id, change),
    sendTest: (service) => answers.sendTest(service, by.id, releaseId(order)),
    newId: () => releaseId(order),
    mayPost: async () => 'unknown',
    redraw: (release) => redraw(ledger, clock, release),
    link: () => null,
  };
}
