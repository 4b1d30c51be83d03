import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Because } from '../../src/release/state/because.ts';
import { plain } from '../../src/command-kit/reply.ts';
import { answerContent } from '../../src/views/answer/answer.ts';
import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import { said } from '../support/answer.ts';
import { build } from '../support/a-release.ts';
import { deskPlan } from '../support/desk-services.ts';
import { frontDesk } from '../support/front-desk.ts';
import { minute, noon } from '../support/noon.ts';
import { judgeOptions, soakOf } from '../support/soak-samples.ts';

const because: Because = { kind: 'unhealthy', signals: [] };
const rolledBack = { kind: 'rolled-back', at: noon + 60 * minute, because, by: null } as const;
const live = { kind: 'live', at: noon + 60 * minute } as const;
const fine = soakOf(40);
const broken = soakOf(40, { bad: 40 });

function desk() {
  const bot = frontDesk();
  bot.state.judge = judgeOptions;
  let made = 0;
  const past = (
    version: string,
    phase: Release['phase'],
    soak: typeof fine | null,
    kind: Release['kind'] = 'release',
  ) => {
    made += 1;
    const id = `rel_${made}`;
    bot.given(phase, { id, kind, build: build(version), at: noon, plan: deskPlan, carries: [] });
    if (soak) bot.state.soaks.set(id, soak);
  };
  return { bot, past };
}

async function rowsOf(bot: ReturnType<typeof frontDesk>) {
  const reply = await commands
    .find(({ name }) => name === 'release rehearse')
    ?.run(['board'], bot.deskFor('U0PRIYA', {}));
  if (reply?.kind !== 'whisper') throw new Error('no whisper');
  const { blocks, classic } = answerContent(reply);
  expect(validateBlocks('message', [...blocks], true)).toMatchObject({ ok: true });
  expect(validateBlocks('message', [...classic], false)).toMatchObject({ ok: true });
  return (reply.rows ?? []).map(({ name, parts }) => `${name}${plain(parts)}`);
}

describe('/release rehearse', () => {
  it('says what would have been done with builds of the past, what was wrong first', async () => {
    const { bot, past } = desk();
    past('1.38.0', rolledBack, broken);
    past('1.39.0', live, fine);
    past('1.39.1', rolledBack, fine);
    past('1.40.2', live, broken);
    expect((await bot.type('/release rehearse board')).text).toBe(
      'board, by what davy.yml says now: 2 of 4 as it should.',
    );
    expect(await rowsOf(bot)).toEqual([
      '1.40.2 release: would have called people after 1 min (failed requests) and rolled it ' +
        'back, wrongly: it went live and stayed',
      '1.39.1 release: would have let it through, wrongly: it was rolled back',
      '1.38.0 release: would have called people after 1 min (failed requests) and rolled it ' +
        'back, rightly: it was rolled back',
    ]);
  });

  it('plays old servers of pre-releases as canaries', async () => {
    const { bot, past } = desk();
    past('1.39.0', rolledBack, broken, 'prerelease');
    past(
      '1.39.1',
      { kind: 'stopped', at: noon + 20 * minute, because, by: null },
      fine,
      'prerelease',
    );
    expect((await bot.type('/release rehearse board')).text).toBe(
      'board, by what davy.yml says now: 1 of 1 as it should.\n' +
        '1 ended for a reason that does not say whether the build was good.\n' +
        'Of 8 old servers played as canary 0 would have been rolled back, 0 more would have had ' +
        'people called; all were good.',
    );
  });

  it('says of how many it cannot tell, and why not of more', async () => {
    const { bot, past } = desk();
    past('1.37.0', live, null);
    past('1.38.0', rolledBack, soakOf(3), 'prerelease');
    past('1.39.0', { kind: 'declined', at: noon, because, by: null }, broken, 'prerelease');
    past('1.39.1', live, fine, 'return');
    past('1.39.2', { kind: 'soaking', since: noon }, fine, 'prerelease');
    const { text } = await bot.type('/release rehearse board');
    expect(text).toContain('of no build it is known whether it judges right.');
    expect(text).toContain('Of 1 it could not tell: too little was counted');
    expect(text).toContain('Of 1 more no counts are kept (30 days).');
    expect(await rowsOf(bot)).toEqual([
      '1.39.0 pre-release: would have called people after 1 min (failed requests) and ' +
        'rolled it back, nobody knows whether rightly: it was declined',
    ]);
  });

  it('shows ten, and says of how many', async () => {
    const { bot, past } = desk();
    for (let index = 0; index < 12; index += 1) past(`1.40.${index}`, rolledBack, broken);
    expect((await bot.type('/release rehearse board')).text).toContain('\nThe first 10 of 12:');
    expect(await rowsOf(bot)).toHaveLength(10);
  });

  it('says what to write where limits judge, and when to ask again without counts', async () => {
    const { bot, past } = desk();
    expect((await bot.type('/release rehearse board')).text).toBe(
      'Nothing of board has ended yet, so there is nothing to rehearse with. ' +
        'Start it: `/prerelease board`',
    );
    past('1.39.0', live, null);
    expect((await bot.type('/release rehearse board')).text).toContain(
      '1 of board ended and no counts are kept: they are kept for 30 days',
    );
    bot.state.judge = null;
    expect((await bot.type('/release rehearse board')).text).toContain('`judge: rehearse`');
    expect((await bot.type('/release rehearse bord')).text).toContain('Did you mean board?');
  });

  it('says where to judge what takes longer than an answer may', async () => {
    const { bot } = desk();
    const nothing = { played: 0, called: 0, turned: 0 };
    const reply = await commands
      .find(({ name }) => name === 'release rehearse')
      ?.run(['board'], {
        ...bot.deskFor('U0PRIYA', {}),
        rehearse: async () => ({ tried: [], placebo: nothing, unkept: 0, left: 3 }),
      });
    expect(reply && said(reply).text).toMatch(
      /^The looks of the last release of board are too many .* docs\/judgement\.md says how\.$/,
    );
  });

  it('leaves out what was forgotten in part', async () => {
    const { bot, past } = desk();
    past('1.39.0', rolledBack, { ...broken, looks: broken.looks.slice(5) });
    expect((await bot.type('/release rehearse board')).text).toContain('no counts are kept');
  });
});
