import { z } from 'zod';
import { Duration } from './measures.ts';
import { Approver } from './team.ts';

/** What every job has, whoever runs it. */
export const everyJob = {
  timeout: Duration.prefault('5m'),
  /** Where nobody can say how it ended: `safe` to run once more, or a person is asked. */
  again: z.enum(['safe', 'ask'], { error: 'write again: safe, or again: ask' }).default('ask'),
  anytime: z.boolean().default(false),
  /** Who may have it run; without anybody, nobody may. */
  who: z.array(Approver).default([]).readonly(),
};
