import { expect, it } from 'vitest';
import { rate } from '../../../src/adapters/sentry/error-rate.ts';
import { judge } from '../../../src/release/health/judge.ts';
import { minute, noon } from '../../support/noon.ts';
import { boardInSentry } from '../../support/board-in-sentry.ts';

/** What ten minutes with so many errors of so many users come to. */
function verdict(mine: { users: number; errors: number }, old: { users: number; errors: number }) {
  const exposure = { since: noon - 10 * minute, users: mine.users, oldUsers: old.users };
  const reading = rate(
    {
      url: 'http://sentry.example.com',
      token: 'secret-token',
      ...boardInSentry,
      now: () => noon,
    },
    {
      service: 'board',
      version: '1.42.0',
      oldVersion: '1.41.0',
      ...exposure,
      until: noon,
      exposure,
      known: [],
    },
    { kind: 'answered', value: { mine: mine.errors, old: old.errors } },
  );
  return judge([reading]).kind;
}

it('convicts a thousand users with errors beside two of the old servers without', () => {
  expect(verdict({ users: 1_000, errors: 5_000 }, { users: 2, errors: 0 })).toBe('unhealthy');
  expect(verdict({ users: 1_000, errors: 500 }, { users: 2, errors: 0 })).toBe('unhealthy');
});

it('lets no errors that are usual anywhere convict, nor few beside few', () => {
  expect(verdict({ users: 1_000, errors: 55 }, { users: 2, errors: 0 })).toBe('healthy');
  expect(verdict({ users: 10, errors: 9 }, { users: 10, errors: 0 })).toBe('healthy');
});
