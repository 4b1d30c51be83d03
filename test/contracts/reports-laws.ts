import { expect } from 'vitest';
import type { Reports } from '../../src/ports/reports.ts';
import { failsFromOutside, type Laws, type PortWorld } from './contract.ts';

/** A place for reports, and what somebody reads at an address there. */
export type ReportsWorld = PortWorld & {
  readonly reports: Reports;
  readonly channel: string;
  readonly read: (address: string) => Promise<string>;
  /** Shows an address in the channel, as a message does. */
  readonly show: (address: string) => Promise<unknown>;
};

/** What every place for reports keeps to. */
export const reportsLaws: Laws<ReportsWorld> = {
  'makes a report that is read at its address, and replaces it': async ({ reports, ...world }) => {
    const made = await reports.create('October', '**1 release** reached all users.');
    const id = made === 'none-here' ? 'no report was made' : made.id;
    const address = await reports.address(id);
    await world.show(address);
    await reports.open(id, world.channel);
    expect(await world.read(address)).toContain('1 release');
    expect(await reports.edit(id, 'Written anew.')).toBe('edited');
    expect(await world.read(address)).toContain('Written anew.');
    expect(await world.read(address)).not.toContain('1 release');
  },

  'says that a report is gone': async ({ reports }) => {
    expect(await reports.edit('F0NONE', 'x')).toBe('gone');
  },

  'fails from outside, and works once it can': async (world) => {
    const { reports } = world;
    await failsFromOutside(world, () => reports.create('October', 'x'), ['throttled', 'broken']);
    await failsFromOutside(world, () => reports.address('F0NONE'));
  },
};
