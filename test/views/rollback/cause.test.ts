import { describe, expect, it } from 'vitest';
import type { TableBlock } from '@slack/types';
import type { Because } from '../../../src/release/state/because.ts';
import { saidBy } from '../../../src/release/state/said.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import { prerelease } from '../../support/a-release.ts';
import { changelog } from '../../support/changelogs.ts';
import { seenError } from '../../support/error-samples.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { rollingBack } from '../../support/phases.ts';
import { bad } from '../../support/readings.ts';
import { countdown, watch } from '../../support/release-parts.ts';
import { story } from '../../support/thread-samples.ts';

const because: Because = {
  kind: 'unhealthy',
  signals: [
    {
      signal: 'failed requests',
      says: 'fail',
      facts: {
        kind: 'measured',
        value: 12.5,
        unit: ' %',
        baseline: 0,
        limit: { kind: 'worse-by', share: 1, floor: 3 },
        known: 0,
      },
    },
  ],
  felt: {
    before: '1.41.0',
    tells: ['failed requests'],
    errors: { groups: 1, never: true, what: 'new', users: 12, times: 40 },
    requests: { signal: 'failed requests', failing: 0.125, before: 0 },
  },
};
const inCarts = seenError({
  trace: {
    kind: 'traced',
    frames: [{ path: 'server/accounts/carts.ts', function: 'keep', line: 12 }],
  },
});
const cause = '1 new error hits 1 in 8 requests, never on 1.41.0. Likely #5098.';
const paged = { watch: watch(bad), countdown: countdown({ because }), countdowns: 1 };

function cellsOf({ rows }: TableBlock): readonly (readonly string[])[] {
  return rows.map((row) => row.map((cell) => (cell.type === 'raw_text' ? cell.text : '')));
}

function page(
  phase: Parameters<typeof prerelease>[0],
  more: Partial<Parameters<typeof story>[0]> = {},
) {
  const facts = { errors: [inCarts], changelog: changelog(), ...more };
  const made = messagesOf(story({ prerelease: prerelease(phase, paged), ...facts })).find(
    ({ kind }) => kind === 'page:1',
  );
  return { all: JSON.stringify(made?.content.rich), spoken: made?.content.text ?? '' };
}

describe('the cause on a page', () => {
  it('is what people feel and the likely change, with the raw measures in a table', () => {
    const { all, spoken } = page({ kind: 'soaking', since: noon });
    expect(all).toContain(`*${cause}*`);
    expect(spoken).toContain(cause);
    expect(all).toMatch(/"table".*Failed requests \(%\).*12\.5/);
  });

  it('shows the share in the table, too, where it is within its limit', () => {
    const within: Because = { ...because, kind: 'unhealthy', signals: [] };
    const countdownOf = { ...paged, countdown: countdown({ because: within }) };
    const made = messagesOf(
      story({ prerelease: prerelease({ kind: 'soaking', since: noon }, countdownOf) }),
    ).find(({ kind }) => kind === 'page:1');
    expect(JSON.stringify(made?.content.rich)).toMatch(/Failed requests \(%\).*12\.5.*"0"/);
  });

  it('says each limit as a number beside what was measured', () => {
    const facts = {
      kind: 'measured',
      value: 8_607,
      unit: ' per 1,000 users a minute',
      baseline: 0,
      limit: { kind: 'worse-by', share: 1, floor: 543 },
      known: 0,
    } as const;
    const errors: Because = {
      ...because,
      kind: 'unhealthy',
      signals: [{ signal: 'errors', says: 'fail', facts }],
    };
    const made = messagesOf(
      story({
        prerelease: prerelease(
          { kind: 'soaking', since: noon },
          { ...paged, countdown: countdown({ because: errors }) },
        ),
      }),
    ).find(({ kind }) => kind === 'page:1');
    const shown = made?.content.rich.find(({ type }) => type === 'table');
    expect(shown?.type === 'table' && cellsOf(shown)).toMatchObject([
      ['Check', '1.42.0', 'Limit', '1.41.0'],
      ['Errors (per 1,000 users a minute)', '8,607', 'max 543', '0'],
      ['Failed requests (%)', '12.5', '–', '0'],
    ]);
  });

  it('names no change where none is likelier than the others', () => {
    const { all } = page({ kind: 'soaking', since: noon }, { changelog: null });
    expect(all).toContain('never on 1.41.0.*');
    expect(all).not.toContain('Likely #');
  });

  it('stays on the way back and in the end, also where somebody pressed Roll Back Now', () => {
    const pressed = saidBy(tom, 'asked', 'pressed', because);
    const said = '1 new error hits 1 in 8 requests, never on 1.41.0 (pressed). Likely #5098.';
    expect(page(rollingBack({ ...pressed, end: 'rolled-back' })).all).toContain(said);
    const over = page({ kind: 'rolled-back', at: noon + minute, ...pressed }).all;
    expect(over).toContain(said);
    expect(over).toMatch(/"table".*Failed requests \(%\).*12\.5/);
    expect(page({ kind: 'rolled-back', at: noon, because, by: null }).all).toContain(cause);
  });
});
