import { expect, it, vi } from 'vitest';
import { sayWhile } from '../../../playground/processes/say-while.ts';

it('says what is waited for while it takes long, and nothing once it is there', async () => {
  vi.useFakeTimers();
  try {
    const said: string[] = [];
    const davy = Promise.withResolvers<string>();
    const waiting = sayWhile((text) => said.push(text), 'Davy', davy.promise);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(said).toEqual([
      '  waiting for Davy, 10 s so far …',
      '  waiting for Davy, 20 s so far …',
    ]);
    davy.resolve('ready');
    expect(await waiting).toBe('ready');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});
