import { describe, expect, it } from 'vitest';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { releaseOfThread } from '../../src/slack/answer/places.ts';
import { frontDesk } from '../support/front-desk.ts';
import { three, trial } from '../support/three-beside.ts';
import { build } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';

describe('what is said in a thread', () => {
  it('of the release is about it; of a build is about its own pre-release', async () => {
    const made = await three();
    await made.start();
    await made.settle();
    const services = { board: { name: 'board', channel: 'C0RELEASES' } } as unknown as Parameters<
      typeof releaseOfThread
    >[2];
    const at = (ts: string) => releaseOfThread('C0RELEASES', ts, services, made.ledger);
    expect(await at(made.of('rel_ALL:card')?.ts ?? '')).toBe('rel_ALL');
    expect(await at(made.cardOf('1.42.0'))).toBe('rel_NEW');
    expect(await at(made.cardOf('1.41.8'))).toBe('rel_OLD');
  });

  it.each([
    'release why',
    'release status',
    'release hold',
    'release cancel',
    'release rollback',
    'release take-over',
  ])(
    'of a build that goes out with others, %s means the release that carries it',
    async (command) => {
      const office = frontDesk();
      office.state.line = {
        ...office.state.line,
        moving: { release: 'rel_ALL', carries: ['rel_NEW', 'rel_OLD'], migrating: false },
      };
      for (const [id, more] of [
        [
          'rel_ALL',
          {
            kind: 'release',
            carries: ['rel_NEW', 'rel_OLD'],
            phase: { kind: 'launching', since: noon },
          },
        ],
        ['rel_OLD', { build: build('1.41.8') }],
      ] as const)
        office.state.releases.set(id, { ...trial(id, '1.42.0', noon), ...more });
      const found = await findRelease(
        [],
        office.deskFor('U0PRIYA', { release: 'rel_OLD', door: 'mention' }),
        command,
      );
      expect(found).toMatchObject({ kind: 'found', it: { release: { id: 'rel_ALL' } } });
      const word = await findRelease(
        [],
        office.deskFor('U0PRIYA', { release: 'rel_OLD', door: 'mention' }),
        'release approve',
      );
      expect(word).toMatchObject({ kind: 'found', it: { release: { id: 'rel_OLD' } } });
    },
  );
});
