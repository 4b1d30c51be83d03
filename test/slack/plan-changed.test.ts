import { afterEach, beforeEach, expect, it } from 'vitest';
import { whiteboard } from '../support/desk-services.ts';
import { davyInSlack } from '../support/davy-in-slack.ts';

let bot: Awaited<ReturnType<typeof davyInSlack>>;
beforeEach(async () => {
  bot = await davyInSlack();
});
afterEach(() => bot.stop());

it('starts nothing approved under another davy.yml, and says which line changed', async () => {
  const { state, services } = bot.desk;
  const { board } = services;
  if (!board) throw new Error('no board');
  const plan = { ...board.plan(), configured: { 'watch.sentry.new_errors': '0' } };
  const at = state.now;
  const yes = { by: { id: 'U0ANA', name: 'Ana' }, team: whiteboard.name, at, plan: plan.hash };
  bot.desk.given(
    { kind: 'approved', since: at },
    { plan, approvals: [{ ...yes, image: 'ami-1.42.0' }] },
  );
  const now = { ...plan, hash: 'other', configured: { 'watch.sentry.new_errors': '50' } };
  services['board'] = { ...board, plan: () => now };
  const answer = await bot.types('U0ANA', '/release start board');
  expect(answer.text).toBe(
    'board 1.42.0 was not started: davy.yml changed: watch.sentry.new_errors from 0 to 50. ' +
      'Approvals of before do not count, so they are asked for again.',
  );
  expect(state.line.moving).toBeNull();
  const asked = state.releases.get('rel_1');
  expect(asked).toMatchObject({ phase: { kind: 'soaking' }, approvals: [] });
}, 20_000);
