import type { PagerWorld } from './pager-laws.ts';

/** A pager with one fault, made of a sound one, and the one law that must notice it. */
export type FaultyPager = {
  readonly breaks: string;
  readonly make: (sound: PagerWorld) => PagerWorld['pager'];
};

/** What a hurried adapter does; whoever adds a law adds its faulty pager. */
export const faultyPagers: Readonly<Record<string, FaultyPager>> = {
  'asks the first people again and nobody else': {
    breaks: 'calls whoever comes next when nobody answered, or the same again',
    make: ({ pager }) => ({ ...pager, page: (page) => pager.page({ ...page, again: false }) }),
  },
  'takes a second call for one that was made': {
    breaks: 'calls whoever comes next when nobody answered, or the same again',
    make: ({ pager }) => ({
      ...pager,
      page: (page) => (page.again ? Promise.resolve() : pager.page(page)),
    }),
  },
};
