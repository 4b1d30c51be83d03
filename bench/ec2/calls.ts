import { z } from 'zod';

/** How often each API was called in one kind of step, and the most that one of them cost. */
export type Calls = {
  readonly times: number;
  readonly most: number;
  readonly apis: Readonly<Record<string, number>>;
};

const entries = z.array(z.object({ api: z.string(), outcome: z.string() }));

/** Counts calls from the account's own journal, under what they were made for. */
export function callBook(journal: () => Promise<unknown>) {
  const book = new Map<string, { times: number; most: number; apis: Map<string, number> }>();
  const refused = new Map<string, number>();
  let read = 0;
  return {
    refused: () => Object.fromEntries(refused),
    calls: (): Readonly<Record<string, Calls>> =>
      Object.fromEntries(
        [...book].map(([step, { times, most, apis }]) => [
          step,
          { times, most, apis: Object.fromEntries(apis) },
        ]),
      ),
    /** What was called since the last time was for this. */
    async note(step: string): Promise<number> {
      const all = entries.parse(await journal());
      const fresh = all.slice(read);
      read = all.length;
      const page = book.get(step) ?? { times: 0, most: 0, apis: new Map<string, number>() };
      page.times += 1;
      page.most = Math.max(page.most, fresh.length);
      for (const { api, outcome } of fresh) {
        page.apis.set(api, (page.apis.get(api) ?? 0) + 1);
        if (outcome !== 'ok')
          refused.set(`${api} ${outcome}`, (refused.get(`${api} ${outcome}`) ?? 0) + 1);
      }
      book.set(step, page);
      return fresh.length;
    },
  };
}
