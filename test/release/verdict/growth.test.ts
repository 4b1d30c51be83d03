import { array, assert, boolean, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedCount, JudgedSide } from '../../../src/release/verdict/counted.ts';
import {
  type CountersRead,
  grownSince,
  type LastRead,
} from '../../../src/release/verdict/growth.ts';

const read = (
  counters: readonly JudgedCount[],
  started: CountersRead['started'] = [],
): CountersRead => ({ counters, silent: [], started, memory: [] });

const total = (
  side: JudgedSide,
  server: string,
  bad: number | null,
  all: number | null,
): JudgedCount => ({ signal: 'errors', side, server, bad, all });

/** Looks one after the other, and what each of them counted. */
function looks(...reads: readonly CountersRead[]) {
  let last: LastRead | null = null;
  return reads.map((one, index) => {
    const grown = grownSince(last, index * 30_000, one);
    last = grown.last;
    return grown;
  });
}

describe('what grew between two looks', () => {
  it('is nothing at the first, whatever counters show of their life', () => {
    const [first] = looks(read([total('old', 'a', 40, 9_000), total('new', 'c', 2, 50)]));
    expect(first?.counts).toEqual([total('old', 'a', 0, 0), total('new', 'c', 0, 0)]);
  });

  it('is all that a server of the build shows which came since, and nothing of an old one', () => {
    const [, second] = looks(
      read([total('old', 'a', 40, 9_000)]),
      read([total('old', 'a', 41, 9_100), total('old', 'b', 7, 800), total('new', 'c', 2, 50)]),
    );
    expect(second?.counts).toEqual([
      total('old', 'a', 1, 100),
      total('old', 'b', 0, 0),
      total('new', 'c', 2, 50),
    ]);
  });

  it('is all of it where a counter is lower, or its process another, and that is a restart', () => {
    const started = (value: number) => [{ side: 'new', server: 'c', value }] as const;
    const [, lower, another, same] = looks(
      read([total('new', 'c', 3, 500)], started(1_000)),
      read([total('new', 'c', 0, 20)], started(1_000)),
      read([total('new', 'c', 5, 600)], started(90_000)),
      read([total('new', 'c', 5, 610)], started(90_900)),
    );
    expect(lower?.counts).toEqual([total('new', 'c', 0, 20)]);
    expect(lower?.restarted).toEqual([{ side: 'new', server: 'c' }]);
    expect(another?.counts).toEqual([total('new', 'c', 5, 600)]);
    expect(another?.restarted).toHaveLength(1);
    expect(same?.counts).toEqual([total('new', 'c', 0, 10)]);
    expect(same?.restarted).toEqual([]);
  });

  it('of a signal that comes later is all of it on the build; of an edge from then on', () => {
    const later = (signal: string) => ({ ...total('new', 'c', 7, 90), signal });
    const [, second] = looks(
      read([total('new', 'c', 3, 500)]),
      read([total('new', 'c', 3, 510), later('endpoint:/a'), later('latency:0.5')]),
    );
    expect(second?.counts.map(({ bad, all }) => [bad, all])).toEqual([
      [0, 10],
      [7, 90],
      [0, 0],
    ]);
  });

  it('is null where nobody could read it, and made up for at the next sight', () => {
    const [, unread, back] = looks(
      read([total('new', 'c', 3, 500)]),
      read([total('new', 'c', null, 510)]),
      read([total('new', 'c', 5, 520)]),
    );
    expect(unread?.counts).toEqual([total('new', 'c', null, null)]);
    expect(back?.counts).toEqual([total('new', 'c', 2, 20)]);
  });

  it('adds up to the same whichever looks saw a server', () => {
    assert(
      property(
        array(tuple(nat(5), nat(100), boolean()), { minLength: 1, maxLength: 30 }),
        (steps) => {
          let [bad, all] = [0, 0];
          const reads = steps.map(([more, requests, isSeen], index) => {
            bad += more;
            all += more + requests;
            const isLast = index === steps.length - 1;
            return read(isSeen || isLast ? [total('new', 'c', bad, all)] : []);
          });
          const grown = looks(read([total('old', 'a', 0, 0)]), ...reads).flatMap((one) =>
            one.counts.filter(({ side }) => side === 'new'),
          );
          const sum = (of: 'bad' | 'all') => grown.reduce((all, one) => all + (one[of] ?? 0), 0);
          expect([sum('bad'), sum('all')]).toEqual([bad, all]);
        },
      ),
    );
  });
});
