import { describe, expect, it } from 'vitest';
import { worded } from '../../../src/release/state/worded.ts';
import { build, prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { migrating, stuck } from '../../support/phases.ts';
import { lineDesk, nobodysServer, textsIn } from './line-desk.ts';

/** A service that went back from 1.42.0, whose release is over. */
async function withOver() {
  const bot = lineDesk();
  const over = prerelease({ kind: 'rolled-back', at: noon, because: worded('errors'), by: null });
  await bot.ledger.decide(
    { service: 'board', release: null, event: { kind: 'fleet-seen', at: noon, found: [] } },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: build('1.41.0') },
      release: null,
      born: over,
      effects: [],
      supersedes: false,
    }),
    () => [],
  );
  const stray = { ...nobodysServer('n1', '1.42.0'), release: over.id };
  const rest = [nobodysServer('a', '1.41.0'), { ...stray, id: 'n0', state: 'leaving' } as const];
  const told = async () =>
    (await bot.ledger.events(over.id)).flatMap(({ event }) =>
      event.kind === 'came-back' ? [event.servers] : [],
    );
  return { bot, over, stray, rest, told };
}

describe('servers of a release that is over', () => {
  it('are told to people once each, and nothing is done to them', async () => {
    const { bot, stray, rest, told } = await withOver();
    bot.state.servers = rest;
    await bot.tend();
    expect(await told()).toEqual([]);
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1']]);
    bot.state.servers = [...rest, stray, { ...stray, id: 'n2' }];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1'], ['n2']]);
    const calls = await bot.ledger.pending((await bot.ledger.claim(['page'], bot.state.now))!);
    expect(calls.map(({ effect }) => effect)).toMatchObject([
      { kind: 'page', summary: { kind: 'came-back', servers: ['n1'] } },
      { kind: 'page', summary: { kind: 'came-back', servers: ['n2'] } },
    ]);
    // What no look shows is told as well, and whoever reads the thread learns all of it.
    const { id, version, release } = { ...stray, id: 'n3' };
    const hidden = { id, version, release, since: noon, kind: 'server', costPerHour: null };
    bot.state.strays = [
      hidden,
      { ...hidden, id: 'vol-1', kind: 'volume' },
      { ...hidden, id: 'n0' },
    ];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1'], ['n2'], ['n3']]);
    await bot.settle(['slack']);
    expect(textsIn(bot)).toContainEqual(
      'Servers of board 1.42.0 are there again. ' +
        'Its release is over, and somebody has to take care of 3 servers.',
    );
  });

  it('are told also while another release waits, and gone is said after it', async () => {
    const { bot, over, stray, rest, told } = await withOver();
    const next = release(stuck(migrating()), {
      id: 'rel_NEXT',
      build: build('1.43.0'),
      carries: [],
    });
    const lead = async (moving: boolean) =>
      bot.ledger.decide(
        { service: 'board', release: null, event: { kind: 'fleet-seen', at: noon, found: [] } },
        (line) => ({
          kind: 'moved',
          line: {
            ...line,
            moving: moving ? { release: next.id, carries: [], migrating: true } : null,
          },
          release: null,
          born: moving ? next : null,
          effects: [],
          supersedes: false,
        }),
        () => [],
      );
    await lead(true);
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1']]);
    bot.state.servers = rest;
    bot.state.strays = [];
    await bot.tend(60_000);
    await bot.tend(60_000);
    expect((await bot.ledger.release(over.id))?.incidents).toEqual(['look']);
    await lead(false);
    await bot.tend(60_000);
    await bot.tend(60_000);
    expect((await bot.ledger.release(over.id))?.incidents).toEqual([]);
  });

  it('call nobody any more once they are gone, for longer than a list lies', async () => {
    const { bot, over, stray, rest, told } = await withOver();
    bot.state.servers = [...rest, stray];
    await bot.tend();
    bot.state.servers = rest;
    bot.state.strays = [];
    await bot.tend(60_000);
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    bot.state.servers = [...rest, { ...stray, state: 'unknown' }];
    await bot.tend(60_000);
    await bot.tend(60_000);
    const calls = async () =>
      (await bot.ledger.pending((await bot.ledger.claim(['page'], bot.state.now))!)).map(
        ({ effect }) => effect.kind,
      );
    expect((await bot.ledger.release(over.id))?.incidents).toEqual(['look']);
    bot.state.servers = rest;
    await bot.tend(60_000);
    await bot.tend(60_000);
    expect(await bot.ledger.release(over.id)).toMatchObject({ incidents: [] });
    expect(await calls()).toEqual(['page', 'resolve-page']);
    await bot.settle(['slack']);
    expect(textsIn(bot)).toContainEqual(
      'Servers of board 1.42.0 were taken care of. ' +
        'They are gone or adopted, or their build is live.',
    );
    // And whoever is there once more calls once more.
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1'], ['n1']]);
    expect((await bot.ledger.release(over.id))?.incidents).toEqual(['look']);
  });
});
