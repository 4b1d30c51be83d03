import { en } from './en/index.ts';

/** What a language has to say: the same keys, the same values. */
export type Texts = typeof en;

/** The language of all messages. A second one stands beside it with the same type; the choice then belongs to the channel. */
export const texts: Texts = en;
