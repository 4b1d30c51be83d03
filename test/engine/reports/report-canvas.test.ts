import { describe, expect, it } from 'vitest';
import type { Reports } from '../../../src/ports/reports.ts';
import { planIssues } from '../../../src/engine/reports/summaries.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { faultsOf } from '../../views/lint.ts';

const hour = 3_600_000;
const calendar = {
  zone: 'Europe/Amsterdam',
  daily: null,
  weekly: 9 * 60,
  monthly: 9 * 60,
  days: [1, 2, 3, 4, 5],
  holidays: [],
};
/** Friday, Nov 27, 2026: next come Monday's week and Tuesday's month. */
const friday = Date.UTC(2026, 10, 27, 12);

async function press(more: Partial<Reports> = {}) {
  const canvases = new Map<string, string>();
  const opened: string[] = [];
  const reports: Reports = {
    create: async (title, markdown) => {
      const id = `F${canvases.size + 1}`;
      canvases.set(id, `${title}\n${markdown}`);
      return { id };
    },
    edit: async (id, markdown) =>
      canvases.has(id) ? (canvases.set(id, markdown), 'edited') : 'gone',
    open: async (id, channel) => void opened.push(`${id} ${channel}`),
    address: async (id) => `https://acme.slack.example/docs/T1/${id}`,
    ...more,
  };
  const made = aShop(friday, { newsroom: { calendar, reports } });
  await start(made.ledger, 'board', 'rel_1', friday);
  await moveOn(made.ledger, 'board', 'rel_1', {
    event: { kind: 'time-passed', at: friday },
    change: { at: friday, phase: { kind: 'live', at: friday } },
    line: { moving: null },
  });
  await planIssues(made.shop, made.shop.reporting!);
  return {
    ...made,
    canvases,
    opened,
    async until(end: number) {
      while (made.state.now < end) {
        made.state.now += hour;
        await made.settle(['slack']);
      }
    },
    links: () =>
      made.state.posted.map(
        ({ content }) => /"url":"([^"]+)"/.exec(JSON.stringify(content.rich))?.[1] ?? null,
      ),
  };
}

const tuesday = Date.UTC(2026, 11, 1, 12);

describe('the reports of a week and a month', () => {
  it('are canvases that their messages open, and that the channel may read', async () => {
    const made = await press();
    await made.until(tuesday);
    expect(made.state.posted.map(({ key }) => key)).toEqual([
      'calendar:weekly:2026-11-30:issue',
      'calendar:monthly:2026-12-01:issue',
    ]);
    expect(made.links()).toEqual([
      'https://acme.slack.example/docs/T1/F1',
      'https://acme.slack.example/docs/T1/F2',
    ]);
    expect(made.opened).toEqual(['F1 C0NEWS', 'F2 C0NEWS']);
    expect(made.canvases.get('F2')).toMatch(
      /^Releases, Nov 3 to 30\n\*\*Reached users:\*\* 1 release/,
    );
    expect(made.state.posted.flatMap(({ content }) => faultsOf(content))).toEqual([]);
    // Of a month the message says the most important: no chart, no table.
    expect(JSON.stringify(made.state.posted[1]?.content.rich)).not.toMatch(
      /data_visualization|"type":"table"/,
    );
  });

  it('are messages that say it all where there are no canvases', async () => {
    const made = await press({ create: async () => 'none-here' });
    await made.until(tuesday);
    expect(made.links()).toEqual([null, null]);
    expect(JSON.stringify(made.state.posted[1]?.content.rich)).toMatch(
      /"type":"table".*data_visualization/,
    );
    expect(made.opened).toEqual([]);
  });

  it('are made once, whatever happens in between', async () => {
    let away = true;
    const made = await press({
      address: async (id) =>
        away
          ? Promise.reject(new UpstreamError('Slack', 'calling auth.test'))
          : `https://acme.slack.example/docs/T1/${id}`,
    });
    await made.until(Date.UTC(2026, 10, 30, 10));
    expect(made.canvases.size).toBe(1);
    expect(made.state.posted).toEqual([]);
    away = false;
    await made.until(Date.UTC(2026, 10, 30, 20));
    expect([made.canvases.size, made.state.posted.length]).toEqual([1, 1]);
  });

  it('are neither made nor posted of a quiet time', async () => {
    const made = await press();
    await made.until(tuesday);
    await made.until(Date.UTC(2027, 0, 11, 12));
    expect([made.canvases.size, made.state.posted.length]).toEqual([2, 2]);
  });
});
