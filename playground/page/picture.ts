import type { Block } from '../slack/blocks/block.ts';

/** One message to look at, the states in which it reads so, and the line that notifications get. */
export type Picture = {
  readonly id: string;
  readonly kind: string;
  readonly form: string;
  readonly states: readonly string[];
  readonly text: string;
  readonly blocks: readonly Block[];
};
