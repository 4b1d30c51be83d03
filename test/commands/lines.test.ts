import { beforeEach, describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { twoLines } from '../support/two-lines.ts';

const sandbox = 'board@sandbox';
const onSandbox = (version: string) => build(version, { service: sandbox });

let bot: ReturnType<typeof twoLines>;

beforeEach(async () => {
  bot = twoLines();
  for (const version of ['1.40.0', '1.41.0', '1.42.0']) await bot.ledger.addBuild(build(version));
  await bot.given('board', { live: build('1.41.0'), lastGood: [build('1.40.0')] });
  await bot.given(sandbox, { live: onSandbox('1.41.0'), lastGood: [onSandbox('1.40.0')] });
});

/** Sandbox has 1.42.0 and goes back from it. */
async function rolledBackOnSandbox() {
  await bot.given(sandbox, { live: onSandbox('1.42.0'), lastGood: [onSandbox('1.41.0')] });
  const asked = await bot.type(`/rollback ${sandbox} carts are lost`);
  return bot.press(asked.buttons[0] ?? '');
}

describe('two lines of one product', () => {
  it('pre-release the same build, which was registered once, side by side', async () => {
    expect((await bot.type('/prerelease board 1.42.0')).text).toMatch(/^Started\. board 1\.42\.0/);
    expect((await bot.type(`/prerelease ${sandbox} 1.42.0`)).text).toMatch(
      /^Started\. board@sandbox 1\.42\.0/,
    );
    const [production] = await bot.ledger.open('board');
    const [other] = await bot.ledger.open(sandbox);
    expect(production).toMatchObject({ service: 'board', build: { service: 'board' } });
    expect(other).toMatchObject({
      service: sandbox,
      build: { service: sandbox, version: '1.42.0', image: 'ami-1.42.0' },
      target: { service: sandbox },
    });
    expect((await bot.type(`/release status ${sandbox}`)).text).toContain('board@sandbox 1.42.0');
  });

  it('are found by whoever mistypes one, and are asked for where both are meant', async () => {
    const answer = await bot.type('/prerelease board@sanbox 1.42.0');
    expect(answer.buttons[0]).toBe('Use board@sandbox → prerelease board@sandbox 1.42.0');
    expect((await bot.type('/release status')).text).toContain(sandbox);
  });

  it('go back one by one: the other is untouched', async () => {
    await bot.given('board', { live: build('1.42.0'), lastGood: [build('1.41.0')] });
    const before = await bot.ledger.line('board');
    expect((await rolledBackOnSandbox()).text).toBe(
      'Rolling back. Everyone on board@sandbox goes back to 1.41.0.',
    );
    expect(await bot.ledger.line('board')).toEqual(before);
    expect(await bot.ledger.open('board')).toEqual([]);
    expect(await bot.ledger.line(sandbox)).toMatchObject({
      lock: { reason: { kind: 'was-rolled-back' } },
      blocked: [{ version: '1.42.0' }],
    });
    expect(await bot.ledger.open(sandbox)).toMatchObject([
      { kind: 'return', service: sandbox, build: { service: sandbox, version: '1.41.0' } },
    ]);
  });

  it('warn of what the other went back from, and start it only for who has read that', async () => {
    await rolledBackOnSandbox();
    const warned = await bot.type('/prerelease board 1.42.0 soak=45m saved carts');
    expect(warned.text).toMatch(/^1\.42\.0 is blocked on board@sandbox: .*carts are lost/);
    expect(warned.text).toMatch(/it may start on board\. Nothing has started yet\.$/);
    expect(warned.buttons).toEqual([
      'Start Anyway → prerelease board 1.42.0 soak=2700s despite=board@sandbox note=saved carts',
      'Cancel',
    ]);
    expect(await bot.ledger.open('board')).toEqual([]);
    expect((await bot.type('/prerelease board 1.42.0 plan')).text).toMatch(
      /is blocked on board@sandbox/,
    );
    expect((await bot.press(warned.buttons[0] ?? '')).text).toMatch(/^Started\. board 1\.42\.0/);
    expect(await bot.ledger.open('board')).toMatchObject([{ note: 'saved carts' }]);
    expect(warned.text).not.toContain('blocked on board:');
  });

  it('freeze together where the product is meant, and alone where a line is', async () => {
    const frozen = async () =>
      Promise.all(
        ['board', sandbox, 'web'].map(
          async (name) => (await bot.ledger.line(name)).freeze !== null,
        ),
      );
    await bot.type(`/release freeze ${sandbox} until 2h slow database`, bot.approver);
    expect(await frozen()).toEqual([false, true, false]);
    await bot.type(`/release unfreeze ${sandbox}`, bot.approver);
    expect(
      (await bot.type('/release freeze board until 2h holiday sale', bot.approver)).text,
    ).toMatch(/^board, board@sandbox are frozen until/);
    expect(await frozen()).toEqual([true, true, false]);
    expect((await bot.type(`/prerelease ${sandbox} 1.42.0`)).text).toMatch(
      /^board@sandbox is frozen/,
    );
    expect((await bot.type('/release unfreeze board', bot.approver)).text).toMatch(
      /^board, board@sandbox are no longer frozen/,
    );
    expect(await frozen()).toEqual([false, false, false]);
    // She leads no team of web.
    await bot.type('/release freeze all until 2h holiday sale', bot.approver);
    expect(await frozen()).toEqual([true, true, false]);
  });
});
