import type { Moves } from '../../release/state/served.ts';
import { span } from './amount.ts';

/** The picture of a move: the old side falls, the new one rises, and when they crossed. */
export const crowdTexts = {
  title: (moves: Moves, halfAfter: number | null) =>
    `${moves === 'traffic' ? 'Traffic' : 'Users'} by version` +
    (halfAfter === null ? '' : `: half after ${span(halfAfter)}`),
  since: { users: 'users began to move', traffic: 'traffic began to move' },
  y: { users: 'Users', traffic: 'Traffic (%)' },
  on: (version: string) => `On ${version}`,
  before: 'On the one before',
  /** ① stands under the chart, and beside its words. */
  batch: (number: number) => (number <= 20 ? String.fromCodePoint(0x245f + number) : `(${number})`),
  crossing: '½',
  half: (at: string) => `½ *Half moved at ${at}*`,
  batchAt: (mark: string, number: number, at: string) => `${mark} batch ${number} at ${at}`,
};
