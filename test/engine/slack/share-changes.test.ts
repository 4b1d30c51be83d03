import { expect, it } from 'vitest';
import { writeKey } from '../../../src/release/state/keys.ts';
import { aShop } from '../../support/a-shop.ts';
import { build } from '../../support/a-release.ts';
import { changelog } from '../../support/changelogs.ts';
import { noon } from '../../support/noon.ts';

it('posts what lies between two builds where it was shared, once', async () => {
  const bot = aShop(noon);
  const { shop, state } = bot;
  const { ledger } = shop.ports;
  const [old, fresh] = [build('1.41.0'), build('1.42.0')];
  await ledger.addBuild(old);
  await ledger.addBuild(fresh);
  await ledger.saveChangelog(
    changelog({
      from: { version: '1.41.0', commit: old.commit },
      to: { version: '1.42.0', commit: fresh.commit },
    }),
  );
  for (let twice = 0; twice < 2; twice += 1) {
    await ledger.wake([
      {
        key: writeKey({
          kind: 'changes',
          service: 'board',
          from: '1.41.0',
          to: '1.42.0',
          channel: 'C0RELEASES',
        }),
        lane: 'slack',
        dueAt: noon,
      },
    ]);
    await bot.settle();
  }
  expect(
    state.posted.map(({ channel, thread, content }) => [channel, thread, content.text]),
  ).toEqual([
    [
      'C0RELEASES',
      null,
      'What changes in board from 1.41.0 to 1.42.0: 7 changes by 3 people. Needs care: ' +
        '1 migration, reversible. 2 new for users, 1 fixed, 3 internal.',
    ],
  ]);
  expect(JSON.stringify(state.posted[0]?.content.rich)).not.toContain('"type":"button"');
});

it('posts nothing of a service that has no repository, or of builds nobody knows', async () => {
  const bot = aShop(noon);
  const { shop, state } = bot;
  const { ledger } = shop.ports;
  await ledger.addBuild(build('1.41.0'));
  await ledger.addBuild(build('1.42.0'));
  await ledger.wake([
    {
      key: writeKey({
        kind: 'changes',
        service: 'board',
        from: '1.41.0',
        to: '1.42.0',
        channel: 'C1',
      }),
      lane: 'slack',
      dueAt: noon,
    },
    {
      key: writeKey({
        kind: 'changes',
        service: 'board',
        from: '1.41.0',
        to: '9.9.9',
        channel: 'C1',
      }),
      lane: 'slack',
      dueAt: noon,
    },
  ]);
  await bot.settle();
  expect(state.posted).toEqual([]);
});
