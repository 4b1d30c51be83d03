import { describe, expect, it } from 'vitest';
import { judgeLook } from '../../../src/release/verdict/judge-look.ts';
import { verdictAtEnd, verdictOf } from '../../../src/release/verdict/verdict-of.ts';
import { counted, errorsOnly, minute, nothingSeen, watch } from './looks.ts';

const good = counted('errors', [1, 100], [1, 100]);
const bad = counted('errors', [8, 100], [1, 100]);

describe('a page', () => {
  it('stands down when what it was for is over, and the build may still pass', () => {
    const { state, pages } = watch(240, (i) => ({ counts: i >= 30 && i < 33 ? bad : good }));
    expect(pages).toHaveLength(1);
    expect(state).toMatchObject({ page: null, stoodDown: 1, rolledBackAt: null });
    expect(verdictOf(state).kind).toBe('passed');
  });

  it('rolls back at its deadline what is still bad after it, and never before', () => {
    const { state, pages } = watch(60, (i) => ({ counts: i >= 30 ? bad : good }));
    expect(pages).toHaveLength(1);
    const back = (state.rolledBackAt ?? 0) / minute - 1;
    expect(back - pages[0]!).toBeGreaterThanOrEqual(5);
    expect(back - pages[0]!).toBeLessThan(9);
  });

  it('is not ended by silence', () => {
    const { state } = watch(60, (i) => ({ counts: i < 30 ? good : i < 33 ? bad : [] }));
    expect(verdictOf(state).kind).toBe('rolled-back');
  });

  it.each([
    ['a crash loop', { restarted: [{ side: 'new', server: 'new-0' } as const] }, 'crash-loop'],
    [
      'a fatal error that two people met',
      { people: [{ group: 'g', fatal: true, known: 'new', people: 2, oldPeople: 0 } as const] },
      'new-error',
    ],
  ])('is certain at once about %s', (_, seen, kind) => {
    const { state } = watch(16, (i) => ({ counts: good, ...(i > 5 && i % 3 === 0 ? seen : {}) }));
    expect(state.page?.because.kind).toBe(kind);
  });

  it('is for a leak that is steady and that no old server has', () => {
    const grows = (share: number) => (i: number) => ({
      counts: good,
      memory: [
        { side: 'new', server: 'new-0', value: 1e9 * (1 + (share * i) / 60) } as const,
        { side: 'old', server: 'old-0', value: 1e9 * (1 + (0.01 * i) / 60) } as const,
      ],
    });
    expect(watch(200, grows(0.1)).state.page?.because.kind).toBe('leak');
    expect(watch(200, grows(0.02)).state.page).toBeNull();
  });
});

describe('a soak', () => {
  it('passes when it is proven no worse, and no earlier', () => {
    expect(verdictOf(watch(60, () => ({ counts: good })).state).kind).toBe('watching');
    expect(verdictOf(watch(122, () => ({ counts: good })).state).kind).toBe('passed');
  });

  it('of too few requests asks a person when its longest time is over', () => {
    const counts = counted('errors', [0, 1], [0, 1]);
    const { state } = watch(482, () => ({ counts }));
    expect(verdictOf(state)).toMatchObject({ kind: 'asks' });
    expect(verdictOf(state).lacks).toContainEqual({ kind: 'unproven', signal: 'errors' });
  });

  it('whose record ends a little early is judged by what it holds', () => {
    const { state } = watch(110, () => ({ counts: good }));
    expect(verdictOf(state).kind).toBe('watching');
    expect(verdictAtEnd(state).kind).toBe('passed');
    expect(verdictAtEnd(watch(90, () => ({ counts: good })).state).kind).toBe('watching');
  });

  it('does not count what could not be read, and no look twice', () => {
    const { state } = watch(60, (i) => ({
      counts: i < 30 ? good : counted('errors', [Number.NaN, 100], [1, 100]),
    }));
    expect(state.watchedMs).toBe(29 * minute);
    expect(verdictOf(state).kind).toBe('undecided');
    const again = judgeLook(state, { ...nothingSeen, at: 60 * minute, counts: bad });
    expect(again).toBe(state);
  });

  it('is kept as a row and goes on from there', () => {
    const { state } = watch(50, () => ({ counts: good }));
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('asks where users leave, however few errors they met', () => {
    const users = (value: number) => [
      { side: 'new', server: 'new-0', value } as const,
      ...Array.from(
        { length: 8 },
        (_, i) => ({ side: 'old', server: `old-${i}`, value: 100 + i }) as const,
      ),
    ];
    const kind = (value: number) =>
      verdictOf(watch(150, () => ({ counts: good, users: users(value) }), errorsOnly).state).kind;
    expect(kind(100)).toBe('passed');
    expect(kind(60)).toBe('watching');
  });
});
