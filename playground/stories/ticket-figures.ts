import { z } from 'zod';
import { call } from '../call.ts';
import type { World } from '../world.ts';

/** Moved to done, left undone although it was tried, and told, as Jira itself wrote it down. */
export type TicketFigures = {
  readonly done: number;
  readonly failed: number;
  readonly commented: number;
};

const JiraJournal = z.array(
  z.looseObject({ kind: z.string(), key: z.string().optional(), to: z.string().optional() }),
);
const Issues = z.array(z.object({ key: z.string(), status: z.string() }));

const settledAfterMs = 3_000;
const settlesWithinMs = 20_000;

/**
 * Tickets are finished after users are: what is still being done has not failed. Waits until
 * nothing more comes to Jira.
 */
export async function ticketsSettled({ addresses: { jira } }: World): Promise<void> {
  let before = -1;
  for (let waited = 0; waited < settlesWithinMs; waited += settledAfterMs) {
    const now = JiraJournal.parse(await call(`${jira}/_control/journal`)).length;
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, settledAfterMs));
  }
}

/**
 * Every ticket that was looked at counts once; none has failed before Davy began to finish them,
 * which begins with the fix version.
 */
export async function ticketsOf({ addresses: { jira } }: World): Promise<TicketFigures> {
  const journal = JiraJournal.parse(await call(`${jira}/_control/journal`));
  const closed = new Set(
    Issues.parse(await call(`${jira}/_control/issues`)).flatMap(({ key, status }) =>
      status === 'Done' ? [key] : [],
    ),
  );
  const keysOf = (wanted: (entry: (typeof journal)[number]) => boolean) =>
    new Set(
      journal.flatMap((entry) => (wanted(entry) && entry.key !== undefined ? [entry.key] : [])),
    );
  const read = keysOf(({ kind }) => kind === 'read');
  const begun = journal.some(({ kind }) => kind === 'version-made');
  return {
    done: keysOf(({ kind, to }) => kind === 'moved' && to === 'Done').size,
    failed: begun ? [...read].filter((key) => !closed.has(key)).length : 0,
    commented: keysOf(({ kind }) => kind === 'commented').size,
  };
}
