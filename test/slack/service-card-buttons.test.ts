import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statusCard } from '../../src/views/service/status-card.ts';
import { locked } from '../support/a-release.ts';
import { buttonsOf, davyInSlack } from '../support/davy-in-slack.ts';
import { boardService } from '../support/thread-samples.ts';

let bot: Awaited<ReturnType<typeof davyInSlack>>;
beforeEach(async () => {
  bot = await davyInSlack();
});
afterEach(() => bot.stop());

describe('the one button on the card of a service', () => {
  it.each([
    ['Review', 'waiting', /^Approval needed: release board 1\.42\.0/],
    ['Unlock', 'locked', /^form: release unlock$/],
    ['Start Pre-Release', 'live', /^Started\. board 1\.42\.0/],
  ] as const)('%s is taken from where the card stands', async (label, kind, answer) => {
    const { now } = bot.desk.state;
    if (kind === 'waiting') bot.desk.given({ kind: 'waiting', since: now }, { at: now });
    if (kind === 'locked') bot.desk.state.line = locked;
    const [ready] = bot.desk.state.builds;
    const card = statusCard({
      line: bot.desk.state.line,
      service: boardService,
      now,
      open: kind === 'waiting' ? [...bot.desk.state.releases.values()] : [],
      ready: ready ?? null,
      threadOf: () => null,
    });
    if (!card) throw new Error('a card was expected');
    const said = await bot.post(card.subject, card.kind, card.content);
    const [button] = buttonsOf(said);
    expect(button?.label).toBe(label);
    const shown = await bot.presses('U0ANA', said, { ...button });
    expect(shown.text).toMatch(answer);
  });
});
