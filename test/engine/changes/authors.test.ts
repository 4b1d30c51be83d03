import { describe, expect, it } from 'vitest';
import { authorsOf } from '../../../src/engine/changes/authors.ts';
import { change, changelog } from '../../support/books.ts';
import { build, release } from '../../support/a-release.ts';

const by = (email: string) => ({ ...change('fix', 'x', 0), author: { name: 'x', email } });
const log = changelog(
  'board',
  '1.42.0',
  ['wanda@example.com', 'Wanda@Example.com', 'bot@example.com', 'nonsense', 'max@example.com'].map(
    by,
  ),
);
const known: Readonly<Record<string, string>> = {
  'wanda@example.com': 'U0WANDA',
  'max@example.com': 'U0MAX',
};

function ask(of: Parameters<typeof authorsOf>[0], asked: string[] = []) {
  return authorsOf(of, {
    ledger: { changelog: async (_service, from) => (from === '1.41.0' ? log : null) },
    people: {
      byEmail: async (email) => {
        asked.push(email);
        const id = known[email];
        return id === undefined ? null : { id, name: id };
      },
    },
  });
}

describe('whose change it is', () => {
  it('is told by the changelog, as far as Slack knows the addresses, each once', async () => {
    const asked: string[] = [];
    expect(await ask(release({ kind: 'live', at: 0 }), asked)).toEqual(['U0WANDA', 'U0MAX']);
    expect(asked).toEqual(['wanda@example.com', 'bot@example.com', 'max@example.com']);
  });

  it('is told of nobody where there is no changelog', async () => {
    expect(await ask(release({ kind: 'live', at: 0 }, { target: build('1.0.0') }))).toEqual([]);
    expect(await ask(release({ kind: 'live', at: 0 }, { target: null }))).toEqual([]);
  });
});
