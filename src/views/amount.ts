export { amount, count, left, many, percent, span, users } from '../texts/en/amount.ts';
