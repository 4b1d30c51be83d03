import type { Pager } from '../ports/pager.ts';

/**
 * Two pagers as one: the second is called for what nobody answered at the first, and whatever ends
 * ends at both.
 */
export function escalatingPager(first: Pager, second: Pager): Pager {
  return {
    page: (page) => (page.again ? second.page({ ...page, again: false }) : first.page(page)),
    async resolve(service, key) {
      await first.resolve(service, key);
      await second.resolve(service, key);
    },
  };
}
