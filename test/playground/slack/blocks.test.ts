import { describe, expect, it } from 'vitest';
import { validateBlocks } from '../../../playground/slack/blocks/validate.ts';
import { validateView } from '../../../playground/slack/blocks/view.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const long = (length: number) => 'x'.repeat(length);
const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const option = (value: string) => ({ text: plain(value), value });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const confirm = (more: object = {}) => ({
  title: plain('Sure?'),
  text: plain('It goes.'),
  confirm: plain('Go'),
  deny: plain('Stay'),
  ...more,
});
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const task = (more: object = {}) => ({ task_id: 'one', title: 'One', status: 'pending', ...more });
const series = (name: string, labels: string[]) => ({
  name,
  data: labels.map((label) => ({ label, value: 1 })),
});
const chart = (labels: string[], all: object[], title = 'Errors') => ({
  type: 'data_visualization',
  title,
  chart: { type: 'line', series: all, axis_config: { categories: labels } },
});
const table = (rows: number, columns: number, text = 'x') => ({
  type: 'table',
  rows: times(rows, () => times(columns, () => ({ type: 'raw_text', text }))),
});

const good: Record<string, object[]> = {
  'everything at its limit': [
    { type: 'header', text: plain(long(150)) },
    section(long(3000)),
    { type: 'section', fields: times(10, () => plain(long(2000))) },
    { type: 'context', elements: times(10, () => plain('x')) },
    actions(
      ...times(25, (index) =>
        button({ action_id: `a${index}`, value: long(2000), text: plain(long(75)) }),
      ),
    ),
    actions(
      button({
        confirm: confirm({
          title: plain(long(100)),
          text: plain(long(300)),
          confirm: plain(long(30)),
          deny: plain(long(30)),
        }),
      }),
    ),
    actions({ type: 'overflow', options: times(5, (index) => option(`o${index}`)) }),
    table(100, 20),
    { type: 'plan', title: 'Going', tasks: times(50, (index) => task({ task_id: `t${index}` })) },
    chart(times(20, String), [series('now', times(20, String))], long(50)),
    { type: 'container', title: plain('More'), child_blocks: times(10, () => section('x')) },
  ],
  'fifty blocks': times(50, () => ({ type: 'divider' })),
};

const bad: Record<string, [object[], string]> = {
  'fifty-one blocks': [
    times(51, () => ({ type: 'divider' })),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  'a long header': [
    [{ type: 'header', text: plain(long(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  'markup in a header': [
    [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
    'failed to match all allowed values: plain_text [json-pointer:/blocks/0/text/type]',
  ],
  'an empty section': [
    [{ type: 'section' }],
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  'empty words': [
    [section('')],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  'a long section': [
    [section(long(3001))],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  'eleven fields': [
    [{ type: 'section', fields: times(11, () => plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  'eleven context elements': [
    [{ type: 'context', elements: times(11, () => plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  'twenty-six buttons': [
    [actions(...times(26, () => button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  'a long label': [
    [actions(button({ text: plain(long(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  'a long value': [
    [actions(button({ value: long(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  'a link that is none': [
    [actions(button({ url: 'javascript:alert(1)' }))],
    'invalid_url [json-pointer:/blocks/0/elements/0/url]',
  ],
  'a long answer in a question': [
    [actions(button({ confirm: confirm({ deny: plain(long(31)) }) }))],
    'must be less than 31 characters',
  ],
  'six things in the menu': [
    [actions({ type: 'overflow', options: times(6, (index) => option(`o${index}`)) })],
    'no more than 5 items allowed',
  ],
  'a first choice that is not offered': [
    [actions({ type: 'static_select', options: [option('a')], initial_option: option('b') })],
    'initial option not found in options',
  ],
  'two blocks of one name': [
    times(2, () => ({ type: 'divider', block_id: 'same' })),
    'block_id already exists: same [json-pointer:/blocks]',
  ],
  'two buttons of one name': [
    [actions(button({ action_id: 'go' }), button({ action_id: 'go' }))],
    '`action_id` go already exists',
  ],
  'a word Slack does not know': [
    [{ type: 'divider', colour: 'red' }],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  'a block Slack does not know': [
    [{ type: 'gauge' }],
    'unsupported type: gauge [json-pointer:/blocks/0/type]',
  ],
  'no type at all': [[{}], 'unsupported type: (none) [json-pointer:/blocks/0/type]'],
  'an alert in a message': [
    [{ type: 'alert', text: plain('x') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  'a task with a type': [
    [{ type: 'plan', title: 'x', tasks: [task({ type: 'task_card' })] }],
    'invalid additional property: type [json-pointer:/blocks/0/tasks/0]',
  ],
  'a task that is completed': [
    [{ type: 'plan', title: 'x', tasks: [task({ status: 'completed' })] }],
    'failed to match all allowed values: ' +
      'pending, in_progress, complete, error [json-pointer:/blocks/0/tasks/0/status]',
  ],
  'a plan beside a task card': [
    [
      { type: 'plan', title: 'x', tasks: [task()] },
      { type: 'task_card', ...task() },
    ],
    'plan and task_card cannot be combined',
  ],
  'a plan with a rich title': [
    [{ type: 'plan', title: plain('x') }],
    'must be a valid string [json-pointer:/blocks/0/title]',
  ],
  'two tables': [[table(2, 2), table(2, 2)], 'only_one_table_allowed [json-pointer:/blocks]'],
  'a table of 101 rows': [
    [table(101, 1)],
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  'a table of 21 columns': [
    [table(1, 21)],
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  ],
  'a table of too many words': [[table(100, 2, long(51))], 'table text exceeds 10000 characters'],
  'a long chart title': [
    [chart(['a'], [series('now', ['a'])], long(51))],
    'must be less than 51 characters [json-pointer:/blocks/0/title]',
  ],
  'twenty-one points': [
    [chart(times(21, String), [series('now', times(21, String))])],
    'no more than 20 items allowed',
  ],
  'points that match no category': [
    [chart(['a', 'b'], [series('now', ['a', 'c'])])],
    'data labels must match axis_config.categories',
  ],
  'two series of one name': [
    [chart(['a'], [series('now', ['a']), series('now', ['a'])])],
    'series names must be unique',
  ],
  'three charts': [
    times(3, () => chart(['a'], [series('now', ['a'])])),
    'no more than 2 data_visualization blocks allowed',
  ],
  'a chart in a container': [
    [
      {
        type: 'container',
        title: plain('x'),
        child_blocks: [chart(['a'], [series('now', ['a'])])],
      },
    ],
    'unsupported type: data_visualization [json-pointer:/blocks/0/child_blocks/0/type]',
  ],
  'eleven children': [
    [{ type: 'container', title: plain('x'), child_blocks: times(11, () => section('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
  ],
  'a rich text without words': [
    [rich('')],
    'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
  ],
};

describe('blocks in a message', () => {
  it.each(Object.entries(good))('may be %s', (_name, blocks) => {
    expect(validateBlocks('message', blocks)).toMatchObject({ ok: true });
  });

  it.each(Object.entries(bad))('may not be %s', (_name, [blocks, fault]) => {
    const checked = validateBlocks('message', blocks);
    expect(checked.ok ? 'no fault' : checked.faults.join('\n')).toContain(fault);
  });
});

describe('a form', () => {
  const input = (more: object = {}) => ({
    type: 'input',
    label: plain('Reason'),
    element: { type: 'plain_text_input' },
    ...more,
  });
  const form = (more: object = {}) => ({
    type: 'modal',
    title: plain('Why?'),
    submit: plain('Save'),
    blocks: [input()],
    ...more,
  });
  const faults = (view: object) => {
    const checked = validateView('modal', view);
    return checked.ok ? '' : checked.faults.join('\n');
  };

  it('may hold 100 blocks and an alert, and nothing wide', () => {
    expect(
      faults(
        form({
          blocks: [
            { type: 'alert', level: 'warning', text: plain('x') },
            ...times(99, () => input()),
          ],
        }),
      ),
    ).toBe('');
    expect(faults(form({ blocks: times(101, () => input()) }))).toContain(
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    );
    expect(faults(form({ blocks: [{ type: 'plan', title: 'x' }] }))).toBe(
      'unsupported type: plan [json-pointer:/view/blocks/0/type]',
    );
  });

  it('has a short title, and a button as soon as it asks something', () => {
    expect(faults(form({ title: plain(long(25)) }))).toBe(
      'must be less than 25 characters [json-pointer:/view/title/text]',
    );
    expect(faults(form({ submit: undefined }))).toBe(
      'missing required field: submit [json-pointer:/view]',
    );
    expect(faults(form({ private_metadata: long(3001) }))).toBe(
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    );
  });

  it('puts the cursor in one field only', () => {
    const focused = input({ element: { type: 'plain_text_input', focus_on_load: true } });
    expect(faults(form({ blocks: [focused, focused] }))).toBe(
      'only one element can be focused on load [json-pointer:/view/blocks]',
    );
  });
});
