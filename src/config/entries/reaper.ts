import { Duration } from './measures.ts';

/** What becomes of servers that no open release stands for. */
export const reaperKeys = {
  /** Without it nothing that was left over is destroyed before a person said so. */
  terminate_after: Duration.optional(),
};
