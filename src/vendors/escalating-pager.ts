import type { Pager } from '../ports/pager.ts';

/**
 * Two pagers as one: the second is called for what nobody answered at the first, and whatever ends
 * ends at both.
 */
export function escalatingPager(first: Pager, second: Pager): Pager {
  return {
    page: (page) => (page.again ? second.page({ ...page, again: false }) : first.page(page)),
    async resolve(service, key) {
      const both = [first.resolve(service, key), second.resolve(service, key)];
      // Where one does not answer, the other ends all the same.
      await Promise.allSettled(both);
      await Promise.all(both);
    },
  };
}
