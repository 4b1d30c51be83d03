import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openChromium } from './chromium.ts';
import {
  channel,
  inSight,
  message,
  nameless,
  thread,
  tooWide,
  unreachable,
  whispers,
} from './places.ts';
import { turnMs, worldOfOnesOwn } from '../support/one-world.ts';
import { sizes } from './sizes.ts';
import { type Visitor, visit } from './visitor.ts';
import { type Found, openPlayground } from './world.ts';

const aStoryMs = 600_000;

describe.skipIf(!hasChromium).each(sizes)('the playground on a $name', (size) => {
  let leave: () => void;
  let browser: Browser;
  let found: Found;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    leave = await worldOfOnesOwn();
    [browser, found] = await Promise.all([openChromium(), openPlayground(8)]);
    visitor = await visit(browser, found.url, size);
    page = visitor.page;
  }, turnMs + aStoryMs);

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visitor.keeps('failed');
  });

  afterAll(async () => {
    await visitor?.leaves();
    await browser?.close();
    await found?.close();
    leave();
  }, aStoryMs);

  /** What must be so at every moment somebody looks. */
  async function looksRight(moment: string): Promise<void> {
    await visitor.keeps(moment);
    expect({
      moment,
      wide: await tooWide(page),
      unreachable: await unreachable(page),
      nameless: await nameless(page),
    }).toEqual({ moment, wide: [], unreachable: [], nameless: [] });
  }

  async function starts(version: string): Promise<void> {
    await visitor.becomes('Priya N.');
    await message(
      page,
      channel(page),
      new RegExp(`board ${version} is ready to pre-release`),
    ).waitFor();
    await visitor.says('/prerelease', `board ${version}`);
    await whispers(channel(page)).filter({ hasText: version }).waitFor();
    await looksRight('started');
    await opensThread(version);
  }

  async function opensThread(version: string): Promise<void> {
    await visitor.presses(
      message(page, channel(page), new RegExp(`board ${version}`))
        .getByRole('button', { name: /\d+ repl(y|ies)/ })
        .first(),
    );
    await thread(page).waitFor();
  }

  async function closesThread(): Promise<void> {
    await visitor.presses(
      thread(page).getByRole('button', {
        name: size.touch ? 'Back to the channel' : 'Close thread',
      }),
    );
    await thread(page).waitFor({ state: 'detached' });
  }

  it(
    'takes a good build to everyone: typed, watched, approved by somebody else',
    async () => {
      await looksRight('opened');
      await starts(found.good);
      const soak = message(page, thread(page), /Soaking board .*: no worse so far/);
      await soak.getByRole('img', { name: /during the soak/ }).waitFor();
      await looksRight('soaking');

      await message(page, thread(page), /^Approval needed/).waitFor();
      // On a phone the thread lies over everything else.
      if (size.touch) await closesThread();
      await visitor.becomes('Ana R.');
      if (size.touch) {
        await channel(page)
          .getByRole('button', { name: /repl(y|ies).*for you/ })
          .waitFor();
        await opensThread(found.good);
      }
      const question = message(page, thread(page), /^Approval needed/);
      // What Priya was answered is hers alone.
      expect(await whispers(channel(page)).filter({ hasText: found.good }).count()).toBe(0);
      await visitor.presses(question.getByRole('button', { name: /^Approve release/ }));
      const dialog = page.getByRole('dialog', { name: /^Approve board/ });
      await dialog.waitFor();
      await looksRight('approving');
      await visitor.presses(dialog.getByRole('button', { name: 'Approve' }));

      await message(page, thread(page), /^Approved: release board/).waitFor();
      await looksRight('moving');
      await message(page, thread(page), new RegExp(`board ${found.good} is live for all users`))
        .filter({ hasText: `none on ${found.before}` })
        .waitFor();
      await looksRight('live');
      await closesThread();
      await message(page, channel(page), new RegExp(`board ${found.good} is live for all users`))
        .filter({ hasText: 'Approved by' })
        .waitFor();
      await looksRight('live-in-the-channel');
      expect(visitor.complaints).toEqual([]);
    },
    aStoryMs,
  );

  it(
    'brings everyone back from a bad build, and stays locked until somebody says why it may go on',
    async () => {
      await starts(found.bad);
      const call = message(page, thread(page), new RegExp(`Rolling back board ${found.bad} in`));
      await call.waitFor();
      await looksRight('paged');
      await visitor.presses(call.getByRole('button', { name: /^Postpone \d+ / }));
      const dialog = page.getByRole('dialog', { name: 'Postpone the rollback' });
      await dialog.waitFor();
      await looksRight('postponing');
      await visitor.presses(dialog.getByRole('button', { name: 'Let It Roll Back' }));
      await dialog.waitFor({ state: 'detached' });

      const back = message(
        page,
        thread(page),
        new RegExp(`board ${found.bad} was rolled back`),
      ).last();
      await back.filter({ hasText: `All users are on ${found.good}` }).waitFor();
      await back.filter({ hasText: 'board is locked' }).waitFor();
      await looksRight('rolled-back');
      await closesThread();
      await looksRight('rolled-back-in-the-channel');

      await visitor.becomes('Ana R.');
      await visitor.says('/release', 'unlock board fixed');
      const answer = whispers(channel(page)).filter({ hasText: 'board is unlocked: fixed' });
      await answer.waitFor();
      await expect.poll(() => inSight(answer), { timeout: 60_000 }).toBe(true);
      await looksRight('unlocked');
      expect(await channel(page).getByText('Unlock board').count()).toBe(0);
      expect(visitor.complaints).toEqual([]);
    },
    aStoryMs,
  );
});
