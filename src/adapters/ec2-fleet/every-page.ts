import { refuseOrder } from './faults.ts';

type Paged = { readonly NextToken?: string | undefined };

/**
 * All that a list shows, page after page: a page may be short or empty although others follow,
 * because AWS cuts lists before it filters them.
 */
export async function everyPage<Page extends Paged, One>(
  doing: string,
  ask: (from: Paged) => Promise<Page>,
  itemsOf: (page: Page) => readonly One[] | undefined,
): Promise<readonly One[]> {
  const found: One[] = [];
  let next: string | undefined;
  do {
    const page = await ask(next === undefined ? {} : { NextToken: next });
    found.push(...(itemsOf(page) ?? []));
    if (page.NextToken !== undefined && page.NextToken === next)
      refuseOrder(`${doing}: it goes round`);
    next = page.NextToken || undefined;
  } while (next !== undefined);
  return found;
}
