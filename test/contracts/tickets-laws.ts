import { expect } from 'vitest';
import type { Tickets } from '../../src/ports/tickets.ts';
import { failsFromOutside, type Laws, type PortWorld, withLostAnswer } from './contract.ts';

/**
 * A tracker with one project and some tickets: `open` can be moved to done, `stuck` cannot,
 * `closed` is done, `missing` is not there.
 */
export type TicketsWorld = PortWorld & {
  readonly tickets: Tickets;
  readonly project: string;
  readonly open: string;
  readonly stuck: string;
  readonly closed: string;
  readonly missing: string;
  /** The tracker's own book: changes of any kind, and the comments of a ticket. */
  readonly changes: () => Promise<number>;
  readonly comments: (key: string) => Promise<readonly string[]>;
};

const done = { kind: 'done' } as const;
const missing = { kind: 'missing' } as const;
const version = 'board 1.42.0';
const marker = 'Davy rel_1 live';

/** What every tracker keeps to. */
export const ticketsLaws: Laws<TicketsWorld> = {
  'shows a ticket as it is, and its ways out': async ({ tickets, project, ...world }) => {
    const open = await tickets.read(world.open);
    expect(open).toMatchObject({ key: world.open, project, isDone: false, fixVersions: [] });
    expect(open?.transitions.length).toBeGreaterThan(0);
    expect(await tickets.read(world.closed)).toMatchObject({ isDone: true });
    expect(await tickets.read(world.missing)).toBeNull();
  },

  'moves a ticket once, and says why it will not move another': async (world) => {
    const { tickets } = world;
    const way = await wayToDone(world, world.open);
    expect(await tickets.move(world.open, way)).toEqual(done);
    expect(await tickets.read(world.open)).toMatchObject({ isDone: true });
    expect(await tickets.move(world.stuck, way)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/./) as string,
    });
    expect(await tickets.read(world.stuck)).toMatchObject({ isDone: false });
    expect(await tickets.move(world.missing, way)).toEqual(missing);
  },

  'makes a fix version once, adds it and releases it': async ({ tickets, project, open }) => {
    for (let times = 0; times < 2; times += 1) {
      expect(await tickets.makeVersion(project, version)).toEqual(done);
      expect(await tickets.addVersion(open, version)).toEqual(done);
      expect(await tickets.releaseVersion(project, version, '2026-11-21')).toEqual(done);
    }
    expect((await tickets.read(open))?.fixVersions).toEqual([version]);
  },

  'says what is not there to be changed': async ({ tickets, project, ...world }) => {
    expect(await tickets.releaseVersion(project, 'nothing', '2026-11-21')).toEqual(missing);
    expect(await tickets.makeVersion('NOPE', version)).toEqual(missing);
    expect(await tickets.addVersion(world.missing, version)).toEqual(missing);
    expect(await tickets.addVersion(world.open, 'nothing')).toMatchObject({ kind: 'refused' });
    expect(await tickets.comment(world.missing, marker, 'text')).toEqual(missing);
    expect(await tickets.hasComment(world.missing, marker)).toBe(false);
  },

  'finds a comment by its marker among many': async ({ tickets, open }) => {
    for (let i = 0; i < 60; i += 1) await tickets.comment(open, `somebody ${i}.`, 'chat');
    await tickets.comment(open, marker, 'board 1.42.0 is live.');
    for (let i = 0; i < 60; i += 1) await tickets.comment(open, `somebody ${i}.`, 'chat');
    expect(await tickets.hasComment(open, marker)).toBe(true);
    expect(await tickets.hasComment(open, 'Davy rel_2 live')).toBe(false);
  },

  'finds the comment whose answer was lost': async (world) => {
    const { tickets, open } = world;
    expect(await tickets.hasComment(open, marker)).toBe(false);
    await withLostAnswer(world, () => tickets.comment(open, marker, 'board 1.42.0 is live.'));
    expect(await tickets.hasComment(open, marker)).toBe(true);
    expect(await world.comments(open)).toHaveLength(1);
  },

  'changes nothing twice when an answer was lost': async (world) => {
    const { tickets, project, open } = world;
    await withLostAnswer(world, () => tickets.makeVersion(project, version));
    expect(await tickets.makeVersion(project, version)).toEqual(done);
    await withLostAnswer(world, () => tickets.addVersion(open, version));
    expect(await tickets.addVersion(open, version)).toEqual(done);
    expect((await tickets.read(open))?.fixVersions).toEqual([version]);
  },

  'asks nothing about words that are no key': async ({ tickets, changes }) => {
    const before = await changes();
    for (const key of ['../../x-1', 'brd-1', 'BRD-1/transitions', 'BRD-1?x=1', 'BRD-01', '']) {
      expect(await tickets.read(key)).toBeNull();
      expect(await tickets.move(key, '31')).toEqual(missing);
      expect(await tickets.comment(key, marker, 'text')).toEqual(missing);
      expect(await tickets.hasComment(key, marker)).toBe(false);
      expect(await tickets.addVersion(key, version)).toEqual(missing);
      expect(await tickets.makeVersion(key, version)).toEqual(missing);
    }
    expect(await changes()).toBe(before);
  },

  'fails from outside, and works once it can': async (world) => {
    const { tickets, project, open } = world;
    await failsFromOutside(world, () => tickets.read(open));
    await failsFromOutside(world, () => tickets.hasComment(open, marker), ['half-answered']);
    const changes = ['throttled', 'broken'] as const;
    await failsFromOutside(world, () => tickets.makeVersion(project, version), changes);
    await failsFromOutside(world, () => tickets.addVersion(open, version), changes);
    await failsFromOutside(world, () => tickets.comment(open, marker, 'text'), changes);
    expect(await world.comments(open)).toHaveLength(1);
  },
};

async function wayToDone({ tickets, closed }: TicketsWorld, key: string): Promise<string> {
  const doneIs = (await tickets.read(closed))?.status;
  const ticket = await tickets.read(key);
  return ticket?.transitions.find(({ to }) => to === doneIs)?.id ?? 'no way';
}
