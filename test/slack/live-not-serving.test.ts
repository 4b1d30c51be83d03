import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { buttonsOf, davyInSlack } from '../support/davy-in-slack.ts';

describe('what people say is live', () => {
  let bot: Awaited<ReturnType<typeof davyInSlack>>;
  beforeEach(async () => {
    bot = await davyInSlack();
    const { state } = bot.desk;
    state.builds.push({ ...build('9.9.9'), checks: { passed: 0, failed: 9 } });
    state.builds.push(build('10.0.0'));
    state.images.add(build('10.0.0').image);
  });
  afterEach(() => bot.stop());

  it('is not a build that serves nowhere, until two approvers say so and why', async () => {
    const { state } = bot.desk;
    const first = await bot.types('U0ANA', '/release live board 9.9.9');
    expect(first.text).toMatch(/^board 9\.9\.9 does not serve: 1\.41\.2 does\. 9 of 9 checks fai/);
    expect(first.text).not.toContain('0 checks');
    const asked = await bot.types('U0ANA', '/release live board 9.9.9 I want it');
    const [record] = buttonsOf(asked);
    if (!record) throw new Error('nothing to press');
    const told = await bot.presses('U0ANA', asked, record);
    expect(told.text).toMatch(/says that board 9\.9\.9 is live, although it was not seen to serve/);
    expect(state.line.live?.version).toBe('1.41.2');
    const own = await bot.presses('U0ANA', asked, record);
    expect(own.text).toMatch(/^You said so already\./);
    expect(state.line.live?.version).toBe('1.41.2');
    const toms = await bot.types('U0TOM', '/release live board 9.9.9 I see it, too');
    const [confirm] = buttonsOf(toms);
    if (!confirm) throw new Error('nothing to press');
    const second = await bot.presses('U0TOM', toms, confirm);
    expect(second.text).toMatch(/is recorded as live\. Nobody goes back to it/);
    expect(state.line).toMatchObject({ live: { version: '9.9.9' }, unproven: '9.9.9' });
    const start = await bot.types('U0PRIYA', '/prerelease board 10.0.0');
    expect(start.text).toContain('without having served or soaked here');
    expect(state.releases.size).toBe(0);
  }, 20_000);
});
