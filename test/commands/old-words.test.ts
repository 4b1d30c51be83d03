import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';

/** What is decided and said when Ana says this while Priya's pre-release soaks. */
async function said(words: string, where: 'typed' | 'in a thread'): Promise<object> {
  const bot = frontDesk();
  bot.given({ kind: 'soaking', since: bot.state.now });
  const answer =
    where === 'typed' ? await bot.type(words, 'U0ANA') : await bot.mention(words, 'rel_1', 'U0ANA');
  return { answer, told: bot.state.told };
}

describe('a word people learned before', () => {
  it.each(['own', 'takeover', 'take over', 'Take Over', 'OWN'])(
    'says the same as take-over: %s',
    async (old) => {
      expect(await said(`/release ${old} board`, 'typed')).toEqual(
        await said('/release take-over board', 'typed'),
      );
      expect(await said(old, 'in a thread')).toEqual(await said('take-over', 'in a thread'));
      expect(await said('/release take-over board', 'typed')).toMatchObject({
        answer: { text: 'You own board 1.42.0 now.' },
        told: [{ kind: 'owned' }],
      });
    },
  );

  it.each(['queued', 'in-line'])('puts a build into the queue: %s', async (word) => {
    const bot = frontDesk();
    await bot.type(`/prerelease board 1.42.0 ${word} saved carts`);
    expect(bot.state.told).toMatchObject([
      { kind: 'prerelease-requested', among: 'in-line', note: 'saved carts' },
    ]);
  });

  it.each(['own', 'takeover'])('is known to help, which shows the new one: %s', async (old) => {
    const { text } = await frontDesk().type(`/release help ${old}`);
    expect(text).toMatch(/^`\/release take-over <service\|id>` Take over a release/);
  });

  it('shows nothing of itself: help and completion know the new one only', async () => {
    const { text } = await frontDesk().type('/release help release');
    expect(text).toContain('/release take-over');
    expect(text).not.toMatch(/\/release own|takeover|in-line/);
  });
});
