import { en } from './en/index.ts';

/** The same text in any words: what one language calls by two words may be one in another. */
type Said<T> = T extends string
  ? string
  : T extends (...values: infer Values) => infer Text
    ? (...values: Values) => Said<Text>
    : T extends object
      ? { readonly [K in keyof T]: Said<T[K]> }
      : T;

/** What a language has to say: the same keys, the same values. */
export type Texts = Said<typeof en>;

/**
 * The language of all messages. A second one stands beside it with the same type; the choice then
 * belongs to the channel.
 */
export const texts: Texts = en;
