import { describe, expect, it } from 'vitest';
import { faultsOf, faultsOfView, rulesBroken } from './lint.ts';

type Block = { readonly block_id: string; readonly [key: string]: unknown };

const plain = (text: string) => ({ type: 'plain_text', text });
const head = { type: 'header', block_id: 'a:head:1', text: plain('board 1.42.0 is live') };
const button = {
  type: 'button',
  action_id: 'release approve',
  value: 'rel_1.1',
  text: plain('Approve Release'),
};
const categories = ['0', '1'];
const data = categories.map((label) => ({ label, value: 1 }));
const chart = {
  type: 'data_visualization',
  block_id: 'a:chart:1',
  title: 't',
  chart: {
    type: 'line',
    series: [{ name: 's', data }],
    axis_config: { categories, x_label: 'x', y_label: 'y' },
  },
};
const table = {
  type: 'table',
  block_id: 'a:table:1',
  rows: [[{ type: 'raw_text', text: 'Batch' }]],
};
const fields = {
  type: 'section',
  block_id: 'a:facts:1',
  fields: ['*State*\nLive', '*Next*\nNothing'].map((text) => ({ type: 'mrkdwn', text })),
};
const task = { task_id: 't', title: 'Start 1 server', status: 'pending' };
const plan = {
  type: 'plan',
  block_id: 'a:plan:1',
  title: 'Pre-releasing board 1.42.0',
  tasks: [task],
};
const container = {
  type: 'container',
  block_id: 'a:more:1',
  title: plain('Internal changes'),
  child_blocks: [{ type: 'divider', block_id: 'a:line:1' }],
};
const actions = (...changes: object[]) => ({
  type: 'actions',
  block_id: 'a:act:1',
  elements: changes.map((change, i) => ({
    ...button,
    action_id: i === 0 ? 'release approve' : 'release decline',
    ...change,
  })),
});
const good = {
  text: 'board 1.42.0 is live.',
  rich: [head, fields, chart, table, plan, container, actions({ style: 'primary' }, {})],
  classic: [head, fields],
};

/** The good message with some of its blocks exchanged or added. */
function withBlocks(...blocks: readonly Block[]) {
  const ids = blocks.map(({ block_id }) => block_id);
  return {
    ...good,
    rich: [...good.rich.filter(({ block_id }) => !ids.includes(block_id)), ...blocks],
  };
}

/** Section 14 of the design of messages: one fault each, and the rule that must find it. */
const planted = [
  ['limits', withBlocks({ ...head, text: plain('x'.repeat(151)) })],
  ['surface', withBlocks({ ...fields, type: 'alert', block_id: 'a:alert:1' })],
  ['one styled button', withBlocks(actions({ style: 'primary' }, { style: 'danger' }))],
  ['one table', withBlocks(table, { ...table, block_id: 'a:table2:1' })],
  ['two charts', withBlocks(...[1, 2, 3].map((n) => ({ ...chart, block_id: `a:chart:${n}` })))],
  [
    'series match categories',
    withBlocks({
      ...chart,
      chart: {
        ...chart.chart,
        axis_config: { ...chart.chart.axis_config, categories: ['0', '2'] },
      },
    }),
  ],
  ['axis labels', withBlocks({ ...chart, chart: { ...chart.chart, axis_config: { categories } } })],
  ['title case', withBlocks(actions({ text: plain('Approve release') }))],
  ['30 characters', withBlocks(actions({ text: plain('Approve This Release of the Board Now') }))],
  [
    'plain headings',
    withBlocks({ ...head, text: plain('board 1.42.0 is live :white_check_mark:') }),
  ],
  ['even fields', withBlocks({ ...fields, fields: fields.fields.slice(1) })],
  ['unique ids', withBlocks(head, head)],
  ['fallback', { ...good, text: `board 1.42.0 is live. ${'x'.repeat(300)}` }],
  ['same first sentence', { ...good, text: 'All users are on board 1.42.0.' }],
  ['no type on tasks', withBlocks({ ...plan, tasks: [{ ...task, type: 'task_card' }] })],
  ['status words', withBlocks({ ...plan, tasks: [{ ...task, status: 'running' }] })],
  ['spoken as written', withBlocks(actions({ accessibility_label: 'Let all have board 1.42.0' }))],
  [
    'accessibility label',
    withBlocks(actions({ accessibility_label: `Approve Release ${'x'.repeat(60)}` })),
  ],
  [
    'container children',
    withBlocks({ ...container, child_blocks: [{ ...chart, block_id: 'a:inner:1' }] }),
  ],
] as const;

describe('the lint', () => {
  it('finds nothing wrong with a good message', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  it('knows nineteen rules by heart, each with a fault of its own', () => {
    expect(new Set(planted.map(([rule]) => rule)).size).toBe(19);
  });

  it.each(planted)('finds a fault against "%s", and by this rule alone', (rule, message) => {
    // The strict stand-in for Slack may refuse it too.
    expect(rulesBroken(message).filter((one) => one !== 'slack')).toEqual([rule]);
  });

  it.each([
    ['fallback', { ...good, text: '' }],
    ['fallback', { ...good, text: 'board *live*' }],
    ['same first sentence', { ...good, text: 'board 1.42.0 is alive.' }],
    [
      'same first sentence',
      { ...good, classic: [{ ...head, text: plain('board 1.42.0 went back') }] },
    ],
    ['fallback', { ...good, text: 'until 12:30' }],
    ['plain headings', withBlocks({ ...head, text: plain('It is live.') })],
    ['plain labels', withBlocks(actions({ text: plain('Approve :x:') }))],
    ['buttons are commands', withBlocks(actions({ action_id: 'approval_approve' }))],
    ['buttons are commands', withBlocks(actions({ value: undefined }))],
    ['buttons are commands', withBlocks(actions({ url: 'https://a.example' }))],
    ['block ids', withBlocks({ ...head, block_id: 'head' })],
    [
      'markup',
      withBlocks({ ...fields, fields: undefined, text: { type: 'mrkdwn', text: 'by <!channel>' } }),
    ],
    [
      'emoji',
      withBlocks({
        ...fields,
        fields: [{ type: 'mrkdwn', text: ':tada: Live' }, ...fields.fields.slice(1)],
      }),
    ],
    [
      'emoji',
      withBlocks({
        ...fields,
        fields: [{ type: 'mrkdwn', text: ':x: Failed :x:' }, ...fields.fields.slice(1)],
      }),
    ],
    ['wording', withBlocks({ ...plan, title: 'Sorry, that failed' })],
    ['wording', withBlocks({ ...plan, title: 'Moved 1 users' })],
    ['surface', { ...good, classic: [{ type: 'input', block_id: 'a:in:1' }] }],
    ['slack', { ...good, classic: [chart] }],
  ])('finds a fault against "%s"', (rule, message) => {
    expect(rulesBroken(message)).toContain(rule);
  });

  it('holds forms and Home tabs to what may stand there', () => {
    expect(faultsOfView('home', [head, table])).toEqual([]);
    expect(faultsOfView('home', [plan])).toContain('surface: a plan cannot stand in a home');
    expect(faultsOfView('modal', [table])).toContain('surface: a table cannot stand in a modal');
  });
});
