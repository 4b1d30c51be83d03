import { describe, expect, it } from 'vitest';
import { sentryErrors } from '../../../src/adapters/sentry/errors.ts';
import { boardInSentry } from '../../support/board-in-sentry.ts';

const whole = {
  id: '12',
  shortId: 'BOARD-1',
  title: 'TypeError: x is not a function',
  culprit: 'draw',
  permalink: 'https://sentry.example.com/organizations/acme/issues/12/',
  level: 'error',
  count: '7',
  userCount: 3,
  firstSeen: '2026-11-20T11:00:00Z',
  lastSeen: '2026-11-20T11:59:00Z',
};

/** Sentry as it answers such lists; every other question finds nothing. */
async function newErrors(...issues: readonly unknown[]) {
  const answer: typeof fetch = async (input) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    const isNew = url.searchParams.get('query')?.includes('is:unresolved') === true;
    const rows = [{ release: 'board@1.42.0', 'count()': 1 }, null, { release: null }];
    const body = url.pathname.endsWith('/issues/')
      ? isNew
        ? issues
        : []
      : { data: rows, groups: [] };
    return Response.json(body);
  };
  const [groups] = await sentryErrors({
    url: 'https://sentry.example.com',
    token: 't',
    ...boardInSentry,
    fetch: answer,
    now: () => 0,
  }).read({
    service: 'board',
    version: '1.42.0',
    oldVersion: null,
    since: 0,
    until: 60_000,
    users: 10,
    oldUsers: 0,
    exposure: { since: 0, users: 10, oldUsers: 0 },
    known: [],
  });
  return groups;
}

describe('a field that Sentry sends as null', () => {
  it('spoils one issue, and not all: each counts', async () => {
    const nulls = Object.fromEntries(
      Object.keys(whole).map((key) => [key, key === 'id' ? 13 : null]),
    );
    const groups = await newErrors(whole, nulls);
    expect(groups).toMatchObject({ value: 2, missing: null });
    expect(groups?.issues).toMatchObject([
      { id: '12', shortId: 'BOARD-1', count: 7, users: 3 },
      {
        id: '13',
        shortId: '13',
        title: 'An error without a name',
        culprit: '',
        level: 'error',
        count: 1,
        users: 0,
        link: 'https://sentry.example.com/organizations/acme/issues/13/',
        lastSeen: null,
      },
    ]);
  });

  it.each(Object.keys(whole))('may be %s', async (key) => {
    const groups = await newErrors({ ...whole, id: '14', [key]: null }, whole);
    expect(groups?.value).toBe(2);
  });

  it('never makes an error disappear, though nothing of it can be read', async () => {
    expect(await newErrors(null, { id: { odd: true } })).toMatchObject({ value: 2 });
  });
});
