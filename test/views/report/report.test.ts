import { describe, expect, it } from 'vitest';
import { periodAt, type Span } from '../../../src/summary/period.ts';
import { summaryOf } from '../../../src/summary/summary.ts';
import { reportMessage } from '../../../src/views/report/report.ts';
import {
  books,
  change,
  changelog,
  chronicle,
  nine,
  stoppedCanary,
  wentBack,
  wentHome,
  wentLive,
} from '../../support/books.ts';
import { prerelease, release } from '../../support/a-release.ts';
import { minute } from '../../support/noon.ts';
import { faultsOf } from '../lint.ts';

const hour = 60 * minute;
const day = 24 * hour;
const now = nine + 8 * hour;
const nasty = 'x‮gpj <!channel> <@U0ANA> *b* `c` ' + 'long '.repeat(60);

const quiet = books([]);
const busy = books(
  [
    ...wentLive('web', '1'),
    ...wentLive('web', '2', nine - day, { waited: 90, held: [20, 30] }),
    wentBack('web', '3', nine - 2 * day),
    ...wentLive('api', '7', nine - 3 * day),
    wentHome('api', '7', '6', nine - 2 * day),
    ...wentLive('mail', '1', nine - 3 * day),
    ...wentLive('docs', '1', nine - day),
    ...wentLive('search', '1', nine - 2 * day),
    stoppedCanary('board', '9'),
    ...wentLive('web', '0', nine - 8 * day),
    chronicle(prerelease({ kind: 'waiting', since: nine }, { id: 'w', service: 'cart' }), nine, []),
  ],
  [
    changelog('web', '1', [change('feature', 'Saved carts', nine - 9 * hour)]),
    changelog('mail', '1', [change('fix', 'Fewer retries', nine - 90 * hour)]),
  ],
);
const strange = books(
  [...wentLive('web', '1'), ...wentLive('web', '2')],
  [
    changelog('web', '1', [change('feature', nasty, 0)]),
    changelog('web', '2', [change('fix', nasty, 0), change('fix', '<!here>', 0)]),
  ],
);

const decision = (from: typeof busy, span: Span, service: string | null = null) =>
  reportMessage(summaryOf(from, periodAt(span, now, 'UTC'), service, now), {
    share: `share ${span}`,
    how: 'Posted on work days',
    link: ({ channel, ts }) => `https://acme.slack.example/archives/${channel}/p${ts}`,
  });

/** Its blocks, with those that a reader has to open. */
const unfolded = ({ rich }: ReturnType<typeof decision>) =>
  rich.flatMap((block) => (block.type === 'container' ? block.child_blocks : [block]));

describe('a summary in Slack', () => {
  it.each(['today', 'week', 'month'] as const)('keeps the rules of messages: %s', (span) => {
    expect([quiet, busy, strange].flatMap((from) => faultsOf(decision(from, span)))).toEqual([]);
    expect(faultsOf(decision(busy, span, 'web'))).toEqual([]);
  });

  it('leads with a sentence a director can repeat, also on a phone', () => {
    expect(decision(busy, 'week').text).toBe(
      'Releases, Nov 14 to 20: 6 releases reached all users, 2 were rolled back. ' +
        '1 bad build was stopped in pre-release: 6,080 users never got it. ' +
        '1 waits for approval.',
    );
    expect(decision(busy, 'today').text).toBe(
      'Releases today, Nov 20: 1 release reached all users. ' +
        '1 bad build was stopped in pre-release: 6,080 users never got it. ' +
        '1 waits for approval.',
    );
    expect(decision(quiet, 'week', 'web').text).toBe(
      'Releases of web, Nov 14 to 20: No release reached users in these 7 days.',
    );
  });

  it('begins with three sentences: what reached users, what broke, what waits for whom', () => {
    const lead = (of: ReturnType<typeof decision>) => {
      const found = of.rich.find(({ type }) => type === 'section');
      return found?.type === 'section' ? (found.text?.text.split('\n') ?? []) : [];
    };
    expect(lead(decision(busy, 'week'))).toEqual([
      '*Reached users:* 6 releases: Saved carts (web 1), Fewer retries (mail 1), 4 more.',
      '*Broke:* board 9: errors; 120 users met it, back after 5 min; not fixed yet. ' +
        'web 3: errors; 500 users met it, back after 7 min; fixed by 2. And 1 more.',
      '*Waits:* cart 1.42.0 for approval by whiteboard, accounts (Priya N., since ' +
        `<!date^${nine / 1_000}^{date_short_pretty} at {time}|Nov 20 at 09:00 UTC>).`,
    ]);
    expect(lead(decision(quiet, 'week'))).toEqual([
      '*Reached users:* no release.',
      '*Broke:* nothing.',
      '*Waits:* nothing.',
    ]);
  });

  it('puts every number beside the one of the period before', () => {
    const fields = unfolded(decision(busy, 'week')).flatMap((block) =>
      'fields' in block ? (block.fields ?? []).map(({ text }) => text.replaceAll('*', '')) : [],
    );
    expect(fields).toEqual([
      'Releases\n6 (1 last week)',
      'Merge to users (median)\n15 h',
      'Change fail rate\n28.6%, 2 of 7 (0% last week)',
      'Recovery time (median)\n11 min',
      'Unplanned fix releases\n0 of 7',
      'Waiting for approval (median)\n20 min (20 min last week)',
      'On hold\n10 min (none last week)',
      'Users affected\n8,980 user minutes (none last week)',
      'Stopped in pre-release\n1 build (none last week)',
      'Noise\n6 messages and 0.9 pings per release',
    ]);
  });

  it('says what canaries and spares took, where there were any', () => {
    const tookOf = (from: typeof busy) =>
      unfolded(decision(from, 'week')).flatMap((block) =>
        block.type === 'section' && block.text?.text.includes('beside') ? [block.text.text] : [],
      );
    const canaries = 'Canaries 38 server hours (6 server hours last week)';
    expect(tookOf(busy)).toEqual([`*Servers beside those that serve*\n${canaries}`]);
    // Ten of them, seen once: they stood before, and stand since.
    const made = release({ kind: 'live', at: nine }, { carries: [] });
    const kept = chronicle(made, nine, [[0, 'migrating', { spares: 10 }]]);
    expect(tookOf(books([kept]))).toEqual([
      '*Servers beside those that serve*\n' +
        'Stopped spares 1,610 server hours (1,680 server hours last week)',
    ]);
    expect(tookOf(quiet)).toEqual([]);
  });

  it('misses no changelog where nothing was released', () => {
    const told = JSON.stringify(unfolded(decision(books([stoppedCanary('board', '9')]), 'week')));
    expect(told).toContain('Unplanned fix releases');
    expect(told).not.toContain('no changelog');
  });

  it('names three services, and the rest in one line', () => {
    const rows = unfolded(decision(busy, 'week')).flatMap((block) =>
      block.type === 'table'
        ? block.rows.map((row) => row.map((cell) => ('text' in cell ? cell.text : '')))
        : [],
    );
    expect(rows).toEqual([
      ['Service', 'Live', 'Rolled back', 'What users got'],
      ['web', '2', '1', 'Saved carts'],
      ['api', '1', '0', '–'],
      ['docs', '1', '0', '–'],
      ['and 2 more', '2', '0', 'Fewer retries'],
    ]);
  });

  it('says the same where Slack knows no charts and tables', () => {
    const classic = JSON.stringify(decision(busy, 'week').classic);
    expect(classic).toContain('Wed  █▒ 1 live');
    expect(classic).toContain('and 2 more');
  });

  it('leads from each thing of a day to its thread, where there is one', () => {
    const summary = summaryOf(busy, periodAt('today', now, 'UTC'), null, now);
    const items = summary.items.map((item, i) =>
      i === 0 ? { ...item, card: { channel: 'C0RELEASES', ts: '1.1' } } : item,
    );
    const drawn = reportMessage(
      { ...summary, items },
      {
        share: null,
        how: null,
        link: ({ channel, ts }) => `https://acme.slack.example/archives/${channel}/p${ts}`,
      },
    );
    expect(faultsOf(drawn)).toEqual([]);
    expect([...JSON.stringify(drawn.rich).matchAll(/"type":"link"/g)]).toHaveLength(1);
    expect(JSON.stringify(drawn.rich)).toContain(
      'https://acme.slack.example/archives/C0RELEASES/p1.1',
    );
  });

  it('opens the whole report where there is one: a month says the most important only', () => {
    const open = 'https://acme.slack.example/docs/T1/F1';
    const [week, month] = (['week', 'month'] as const).map((span) =>
      reportMessage(summaryOf(busy, periodAt(span, now, 'UTC'), null, now), {
        share: null,
        how: null,
        link: () => null,
        open,
      }),
    );
    expect([week!, month!].flatMap(faultsOf)).toEqual([]);
    expect([week!, month!].map(({ rich }) => rich.map(({ type }) => type))).toEqual([
      ['header', 'section', 'container', 'data_visualization', 'actions', 'context'],
      ['header', 'section', 'container', 'actions', 'context'],
    ]);
    expect(JSON.stringify(month?.rich)).toContain(
      `"text":"Open Report","emoji":false},"url":"${open}"`,
    );
  });

  it('ranks no people: nobody is named but beside what waits for them, or what they said', () => {
    for (const span of ['today', 'week', 'month'] as const) {
      const [, lead, ...rest] = decision(busy, span).rich;
      expect(JSON.stringify(rest)).not.toMatch(/Priya|Ana R|Tom B|U0/);
      expect(JSON.stringify(lead)).not.toMatch(/Ana R|Tom B|U0/);
    }
  });
});
