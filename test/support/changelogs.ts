import type { Change, Changelog } from '../../src/changes/changelog.ts';
import { minute, noon } from './noon.ts';

/** A change as git told it; more of it where a test cares. */
export function change(title: string, more: Partial<Change> = {}): Change {
  return {
    commit: title.padEnd(40, '0').slice(0, 40),
    title,
    author: { name: 'Marta K.', email: 'marta@example.com' },
    at: noon - 60 * minute,
    group: 'feature',
    care: [],
    files: ['server/board/draw.ts'],
    tickets: [],
    pull: null,
    ...more,
  };
}

const page = (number: number) => ({
  number,
  url: `https://git.example.com/acme/board/pull/${number}`,
});

/** What 1.42.0 brings where 1.41.0 serves. */
export function changelog(more: Partial<Changelog> = {}): Changelog {
  return {
    service: 'board',
    from: { version: '1.41.0', commit: 'a'.repeat(40) },
    to: { version: '1.42.0', commit: 'b'.repeat(40) },
    removed: [],
    url: 'https://git.example.com/acme/board/compare/a...b',
    changes: [
      change('Index orders by region', {
        group: 'care',
        care: [{ kind: 'migrations', count: 1, reversible: true }],
        files: ['migrations/012.sql'],
        pull: page(5120),
      }),
      change('Saved carts survive sign-out', {
        pull: page(5098),
        author: { name: 'Priya N.', email: 'priya@example.com' },
        files: ['server/accounts/carts.ts'],
        tickets: ['ACC-71'],
      }),
      change('Orders can be filtered by region', { pull: page(5111), tickets: ['BRD-409'] }),
      change('Checkout no longer fails on empty phone numbers', { group: 'fix', pull: page(5103) }),
      ...['Upgrade React to 19.2', 'Remove the legacy cart flag', 'Faster CI cache'].map((title) =>
        change(title, { group: 'internal', author: { name: 'Tom B.', email: 'tom@example.com' } }),
      ),
    ],
    ...more,
  };
}
