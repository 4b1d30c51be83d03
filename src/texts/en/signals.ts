import { amount, percent } from './amount.ts';

/** Every signal beside its limit, as table and as chart. */
export const signalsTexts = {
  columns: { check: 'Check', result: 'Result', before: 'Before', limit: 'Limit' },
  title: (signal: string) => `${signal} during the soak`,
  since: 'the soak started',
  max: (value: number) => `max ${amount(value)}`,
  min: (value: number) => `min ${amount(value)}`,
  /** Where there is nothing to compare with. */
  worse: (share: number) => `up to ${percent(share)} worse`,
  notYet: 'not yet',
};
