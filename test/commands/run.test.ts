import { beforeEach, describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';
import { clearCache } from '../support/a-run.ts';
import { boardService } from '../support/thread-samples.ts';

let bot: ReturnType<typeof frontDesk>;
beforeEach(() => {
  bot = frontDesk();
  bot.services['board'] = {
    ...boardService,
    jobs: { 'clear-cache': clearCache, backup: { ...clearCache, name: 'backup' } },
  };
  bot.state.roster = { ...bot.state.roster, run: ['U0ANA'] };
});

const hosts = (bot: ReturnType<typeof frontDesk>) =>
  bot.state.line.runs.map(({ steps }) => steps.map(({ on }) => on));

describe('/release run', () => {
  it('has a job run on its hosts, with the reason', async () => {
    const { text } = await bot.type('/release run board clear-cache stale thumbnails', 'U0ANA');
    expect(text).toBe(
      'Job clear-cache begins on web1.example.com and web2.example.com, one after the other. ' +
        'Its card is in the channel of board.',
    );
    expect(bot.state.line.runs).toMatchObject([
      { job: 'clear-cache', reason: 'stale thumbnails', by: { id: 'U0ANA' }, version: '1.41.2' },
    ]);
    expect(hosts(bot)).toEqual([['web1.example.com', 'web2.example.com']]);
  });

  it.each(['on=web2', 'ON=web2.example.com', 'on="web2"'])('takes one host: %s', async (word) => {
    await bot.type(`/release run board clear-cache ${word} stale`, 'U0ANA');
    expect(hosts(bot)).toEqual([['web2.example.com']]);
    expect(bot.state.line.runs[0]?.reason).toBe('stale');
  });

  it.each([
    ['/release run board', /^Name a job of board: clear-cache, backup\. /],
    ['/release run board clear-cash', /no job "clear-cash"\. Did you mean clear-cache\? Nothing/],
    ['/release run board reindex', /It has clear-cache and backup\. Nothing ran\.$/],
    ['/release run board clear-cache on=web9', /does not run on "web9".* It runs on web1/],
    ['/release run board clear-cache on=-oX', /does not run on "-oX"/],
    ['/release run web backup', /^web has no jobs: davy\.yml names none\./],
  ])('%s runs nothing', async (said, answer) => {
    expect((await bot.type(said, 'U0ANA')).text).toMatch(answer);
    expect(bot.state.line.runs).toEqual([]);
  });

  it('is for those whom davy.yml names for the job', async () => {
    expect((await bot.type('/release run board backup', 'U0TOM')).text).toBe(
      'You may not run backup of board: davy.yml names who may. Nothing changed.',
    );
    expect((await bot.type('/release run board backup', 'U0GUEST')).text).toMatch(/^Davy is for/);
    bot.state.groupsAnswer = false;
    expect((await bot.type('/release run board backup', 'U0ANA')).text).toMatch(/Nothing changed/);
    expect(bot.state.line.runs).toEqual([]);
  });

  it('needs to know what is live where the command names it', async () => {
    bot.services['board'] = {
      ...boardService,
      jobs: { deploy: { ...clearCache, name: 'deploy', needsVersion: true } },
    };
    bot.state.line = { ...bot.state.line, live: null };
    expect((await bot.type('/release run board deploy', 'U0ANA')).text).toMatch(
      /^deploy needs the version that is live/,
    );
  });

  it('is stopped by the button of its card', async () => {
    await bot.type('/release run board backup', 'U0ANA');
    const id = bot.state.line.runs[0]?.id ?? '';
    expect((await bot.press('release run-stop', `board ${id}`, 'U0ANA')).text).toBe(
      'Stopping backup of board. Its card says when it has ended.',
    );
    expect(bot.state.line.runs[0]?.steps.map(({ state }) => state.kind)).toEqual([
      'skipped',
      'skipped',
    ]);
    expect((await bot.press('release run-stop', 'board run_X', 'U0ANA')).text).toMatch(
      /^No such job of board is running/,
    );
  });
});
