import { expect } from 'vitest';
import { planIssues } from '../../src/engine/reports/summaries.ts';
import { wakeUpsOf } from '../../src/engine/wake-ups.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { aShop } from '../support/a-shop.ts';
import { build, line } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';

/**
 * Priya starts it, Wanda wrote it, Ana and Tom approve, Olga is on call, Max manages, Fay follows,
 * Eve is everyone else.
 */
export const people = [
  'U0PRIYA',
  'U0WANDA',
  'U0ANA',
  'U0TOM',
  'U0OLGA',
  'U0MAX',
  'U0FAY',
  'U0EVE',
] as const;
const groups: Readonly<Record<string, readonly string[]>> = {
  S0WHITE: ['U0ANA'],
  S0ONCALL: ['U0OLGA'],
};

/** All of them, and a Davy that writes to them. */
export async function company() {
  const made = aShop(noon, {
    newsroom: {
      authors: async () => ['U0WANDA'],
      calendar: {
        zone: 'UTC',
        daily: 20 * 60,
        weekly: null,
        monthly: null,
        days: [1, 2, 3, 4, 5],
        holidays: [],
      },
    },
  });
  made.shop.ports.people.roster = async (asked) => ({
    teams: Object.fromEntries(
      Object.keys(asked).map((team) => [
        team,
        { whiteboard: ['U0ANA'], accounts: ['U0TOM'], 'on-call': ['U0OLGA'] }[team] ?? [],
      ]),
    ),
  });
  const { ledger, state } = made;
  await ledger.changeReader('U0FAY', (reader) => ({ ...reader, follows: ['board'] }));
  await ledger.changeReader('U0MAX', (reader) => ({ ...reader, daily: true }));
  await planIssues(made.shop, made.shop.reporting!);
  await ledger.addBuild(build());
  await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon }]);
  const become = async (now: number, one: Release, at: Partial<Line> = {}) => {
    state.now = now;
    const event: Event = { kind: 'time-passed', at: now };
    const known = await ledger.release(one.id);
    const before = await ledger.line('board');
    await ledger.decide(
      { service: 'board', release: known ? one.id : null, event },
      (was) => {
        const next = { ...was, ...line(at), seq: was.seq };
        return known
          ? {
              kind: 'moved',
              line: next,
              release: { ...one, seq: known.seq },
              born: null,
              effects: [],
              supersedes: false,
            }
          : {
              kind: 'moved',
              line: next,
              release: null,
              born: { ...one, seq: 0 },
              effects: [],
              supersedes: false,
            };
      },
      (decision) => wakeUpsOf(decision, now, before),
    );
    await made.settle(['page', 'slack'], 200);
    expect(state.logged).toEqual([]);
  };
  const later = async (now: number) => {
    state.now = now;
    await made.settle(['page', 'slack'], 200);
  };
  await later(noon);
  return { ...made, become, later };
}

/** What each of them heard: direct messages, and mentions in channels and threads. */
export function heard(
  posted: Awaited<ReturnType<typeof company>>['state']['posted'],
): Readonly<Record<string, { readonly dm: readonly string[]; readonly pings: number }>> {
  return Object.fromEntries(
    people
      .map((person) => {
        const ids = [
          person,
          ...Object.keys(groups).filter((group) => groups[group]?.includes(person)),
        ];
        const mine = posted
          .filter(({ channel }) => channel === `D${person.slice(1)}`)
          .map(({ content }) => content.text);
        const pings = posted.filter(
          ({ channel, first }) =>
            !channel.startsWith('D') &&
            ids.some((id) =>
              JSON.stringify(first.rich).match(new RegExp(`<(@|!subteam\\^)${id}[>|]`)),
            ),
        ).length;
        return [person, { dm: mine, pings }] as const;
      })
      .filter(([, { dm, pings }]) => dm.length + pings > 0),
  );
}
