import { count, joined } from './amount.ts';

/** What is said where another build is in production already. */
export const besideRefusals = {
  notAlone: (names: readonly string[]) =>
    `${joined(names)} ${names.length === 1 ? 'is' : 'are'} in production already. ` +
    `Say what to do with ${names.length === 1 ? 'it' : 'them'}: replace, beside or queued.`,
  noRoomBeside: (name: string, others: readonly string[], sides: number) =>
    `This fleet keeps ${count(sides)} versions apart, and there is no room for ${name} and its ` +
    `release beside ${joined(others)}. Say replace or queued.`,
};
