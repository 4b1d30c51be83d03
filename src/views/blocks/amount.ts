import { texts } from '../../texts/texts.ts';

/**
 * Numbers and lengths of time, as people write them. How many of something is said by the
 * catalogue: one and many are words.
 */
export const { amount, count, left, percent, span, users } = texts.numbers;
