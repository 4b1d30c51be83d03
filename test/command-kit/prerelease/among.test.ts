import { describe, expect, it } from 'vitest';
import { build } from '../../support/a-release.ts';
import { frontDesk } from '../../support/front-desk.ts';

/** 1.42.1 soaks with twelve users, and 1.42.2 is registered. */
function withOneSoaking() {
  const bot = frontDesk();
  bot.state.builds.push(build('1.42.2'));
  bot.state.images.add('ami-1.42.2');
  const side = { servers: 1, ready: 1 };
  bot.given(
    { kind: 'soaking', since: 0 },
    {
      by: { id: 'U0PRIYA', name: 'Priya N.' },
      build: build('1.42.1'),
      seen: {
        at: bot.state.now,
        newServers: { ...side, users: 12 },
        oldServers: { ...side, users: 90 },
      },
    },
  );
  return bot;
}

describe('/prerelease while another build is in production', () => {
  it('asks what becomes of that one, and says what users get and where they go back', async () => {
    const bot = withOneSoaking();
    const answer = await bot.type('/prerelease board 1.42.2 soak=45m saved carts');
    expect(answer.text.split('\n')).toEqual([
      'board 1.42.1 is soaking, healthy: 4 h left. Started by Priya N. ' +
        'What should happen to it when 1.42.2 starts?',
      '• Replace: board 1.42.1 leaves production and is never released; ' +
        'its users (12) go back to 1.41.2. Then a share of all users gets 1.42.2, and a ' +
        'rollback returns them to 1.41.2.',
      '• Beside: board 1.42.1 stays with its users (12); others get 1.42.2. ' +
        'Each build is judged alone, and a rollback of either returns its users to 1.41.2.',
      '• Queue: nobody gets 1.42.2 yet. It starts by itself when board 1.42.1 has left ' +
        'production.',
    ]);
    expect(answer.buttons).toEqual([
      'Replace → prerelease board 1.42.2 soak=2700s replace note=saved carts',
      'Beside → prerelease board 1.42.2 soak=2700s beside note=saved carts',
      'Queue → prerelease board 1.42.2 soak=2700s queued note=saved carts',
      'Cancel',
    ]);
    expect(bot.state.releases.has('rel_7Q2F9K')).toBe(false);
  });

  it.each([
    [
      'replace',
      'Started. board 1.42.2: 1 server, soak 45 min. The thread shows how it goes.',
      'requested',
      ['rel_1'],
    ],
    [
      'beside',
      'Started. board 1.42.2: 1 server, soak 45 min. The thread shows how it goes.',
      'requested',
      [],
    ],
    [
      'queued',
      'Queued. board 1.42.2 starts by itself when nothing else of board is in production. ' +
        'Leave the queue with `/release cancel board 1.42.2`.',
      'queued',
      [],
    ],
    [
      'in-line',
      'Queued. board 1.42.2 starts by itself when nothing else of board is in production. ' +
        'Leave the queue with `/release cancel board 1.42.2`.',
      'queued',
      [],
    ],
  ])('goes at once when %s is said, typed or pressed', async (word, text, phase, recalled) => {
    for (const say of ['type', 'press'] as const) {
      const bot = withOneSoaking();
      const words = `board 1.42.2 soak=2700s ${word} saved carts`;
      expect(
        (await (say === 'type' ? bot.type(`/prerelease ${words}`) : bot.press('prerelease', words)))
          .text,
      ).toBe(text);
      expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({
        phase: { kind: phase },
        note: 'saved carts',
      });
      expect(bot.state.line.recalled.map(({ release }) => release)).toEqual(recalled);
    }
  });

  it('takes a build out of the line', async () => {
    const bot = withOneSoaking();
    await bot.type('/prerelease board 1.42.2 in-line');
    expect((await bot.type('/release cancel board 1.42.2 another day', 'U0ANA')).text).toBe(
      'board 1.42.2 has left the queue. Nothing of it was started.',
    );
    expect(bot.state.releases.get('rel_7Q2F9K')?.phase).toMatchObject({
      kind: 'cancelled',
      because: { kind: 'said', act: 'cancelled', who: 'ANA', reason: 'another day' },
    });
  });

  it('means the one that runs where the other waits, and asks where both could be', async () => {
    const bot = withOneSoaking();
    await bot.type('/prerelease board 1.42.2 in-line');
    expect((await bot.type('/release hold board 15m slow query')).text).toMatch(
      /^board 1\.42\.1 is on hold/,
    );
    const asked = await bot.type('/release cancel board');
    expect(asked.text).toBe('board has 2 pre-releases. Which one?');
    expect(asked.buttons.map((one) => one.split(' →')[0])).toEqual(['1.42.1', '1.42.2, Queued']);
  });

  it('offers the line to whoever comes while a release moves', async () => {
    const bot = frontDesk();
    bot.state.line = {
      ...bot.state.line,
      moving: { release: 'rel_0', carries: [], migrating: false },
    };
    const answer = await bot.type('/prerelease board 1.42.0');
    expect(answer).toMatchObject({
      text: 'A release of board is running. Try again when it is done. Nothing changed.',
    });
    expect(answer.buttons).toContain('Wait in Queue → prerelease board 1.42.0 queued');
    expect((await bot.press('prerelease', 'board 1.42.0 in-line')).text).toMatch(
      /^Queued\. board 1\.42\.0 starts by itself/,
    );
  });
});
