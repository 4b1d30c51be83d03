import { describe, expect, it } from 'vitest';
import { patiently } from '../../src/adapters/git/patient.ts';

function reader(waitMs = 50) {
  const state = { now: 0, reads: 0, faults: [] as unknown[], gone: true };
  const ask = patiently<number>({
    waitMs,
    pauseMs: 15_000,
    now: () => state.now,
    failed: (cause) => void state.faults.push(cause),
  });
  const read = async () => {
    state.reads += 1;
    if (state.gone) throw new Error('gone');
    return state.reads;
  };
  return { state, ask: () => ask('key', 'reading', read) };
}

describe('a repository that is gone', () => {
  it('is asked once in a while, however many ask, and its fault is told once', async () => {
    const { state, ask } = reader();
    for (let i = 0; i < 20; i += 1) await expect(ask()).rejects.toThrow('gone');
    expect([state.reads, state.faults.length]).toEqual([1, 1]);
    state.now += 15_001;
    await expect(ask()).rejects.toThrow('gone');
    expect([state.reads, state.faults.length]).toEqual([2, 2]);
  });

  it('is read again when it is back', async () => {
    const { state, ask } = reader();
    await expect(ask()).rejects.toThrow('gone');
    state.gone = false;
    await expect(ask()).rejects.toThrow('gone');
    state.now += 15_001;
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  });
});

it('whoever asks for what takes long is told so, and finds it done later', async () => {
  let done: (value: number) => void = () => undefined;
  const ask = patiently<number>({
    waitMs: 5,
    pauseMs: 0,
    now: () => performance.now(),
    failed: () => undefined,
  });
  const read = () =>
    new Promise<number>((resolve) => {
      done = resolve;
    });
  await expect(ask('key', 'comparing', read)).rejects.toThrow(
    'Git failed while comparing: it is not done yet',
  );
  await expect(ask('key', 'comparing', read)).rejects.toThrow('it is not done yet');
  done(7);
  expect(await ask('key', 'comparing', read)).toBe(7);
});
