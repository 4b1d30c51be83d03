import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/config/plan.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { whatChanged } from '../../src/release/start/plan-changed.ts';
import { example, exampleWith } from '../support/example.ts';

function planFrom(text: string, choices = {}) {
  const read = readDavyYml(text, { PAGERDUTY_BOARD_KEY: 'a-routing-key' });
  const board = 'config' in read ? read.config.services['board'] : undefined;
  if (!board) throw new Error(JSON.stringify(read));
  return planOf(board, choices);
}

describe('what stands behind a plan', () => {
  it.each([
    [['rollback', 'countdown'], '10m', [['rollback.countdown', '2m', '10m']]],
    [['prerelease', 'soak'], '5m', [['prerelease.soak', '4h', '5m']]],
    [['watch', 'sentry', 'new_errors'], 50, [['watch.sentry.new_errors', '0', '50']]],
    [
      ['watch', 'prometheus', 0, 'max'],
      9_000,
      [['watch.prometheus.queued jobs.max', '500', '9000']],
    ],
    [
      ['teams', 'accounts', 'approvers'],
      ['U0ANA', 'U0MAL'],
      [['teams.accounts.approvers', '["U0ANA","U0TOM"]', '["U0ANA","U0MAL"]']],
    ],
    [['release', 'automatic'], true, [['release.automatic', 'false', 'true']]],
  ] as const)('is told apart by the line that changed (%#)', (path, value, lines) => {
    const [before, after] = [planFrom(example), planFrom(exampleWith([...path], value))];
    expect(after.hash).not.toBe(before.hash);
    expect(whatChanged(before, after).changes).toEqual(
      lines.map(([line, from, to]) => ({ line, from, to })),
    );
  });

  it('tells long values apart that begin alike', () => {
    const query = (end: string) =>
      exampleWith(
        ['watch', 'prometheus', 0, 'query'],
        `${'sum(a{version="{version}"})+'.repeat(9)}${end}`,
      );
    expect(whatChanged(planFrom(query('a')), planFrom(query('b'))).changes).toHaveLength(1);
  });

  it('is the same again with what was chosen', () => {
    const chosen = { servers: 2, soakMs: 60_000, teams: ['accounts'] };
    const plan = planFrom(example, chosen);
    expect(planFrom(example, plan.chosen)).toEqual(plan);
    const untouched = planFrom(example, { teams: null });
    expect(planFrom(example, untouched.chosen).hash).toBe(untouched.hash);
  });
});
