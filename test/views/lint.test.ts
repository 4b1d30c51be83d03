import { describe, expect, it } from 'vitest';
import { faultsOf } from './lint.ts';

const head = { type: 'header', block_id: 'a:head:1', text: { type: 'plain_text', text: 'board 1.42.0 is live' } };
const good = { text: 'board 1.42.0 is live.', rich: [head], classic: [head] };
const button = { type: 'button', action_id: 'release approve', value: 'rel_1.1', text: { type: 'plain_text', text: 'Approve Release' } };
const chart = { type: 'data_visualization', block_id: 'a:chart:1', title: 't', chart: { type: 'line', series: [{ name: 's', data: [{ label: '0', value: 1 }, { label: '1', value: 2 }] }], axis_config: { categories: ['0', '1'], x_label: 'x', y_label: 'y' } } };

/** A good message with one block more. */
function withBlock(block: object) {
  return faultsOf({ ...good, rich: [head, block] });
}

function withButton(...changes: object[]) {
  return withBlock({ type: 'actions', block_id: 'a:act:1', elements: changes.map((change, i) => ({ ...button, action_id: i === 0 ? 'release approve' : 'release decline', ...change })) });
}

describe('the lint', () => {
  it('finds nothing wrong with a good message', () => {
    expect(faultsOf(good)).toEqual([]);
    expect(withButton({ style: 'primary' }, {})).toEqual([]);
    expect(withBlock(chart)).toEqual([]);
  });

  it.each([
    ['no fallback', faultsOf({ ...good, text: '' })],
    ['a long fallback', faultsOf({ ...good, text: 'x'.repeat(300) })],
    ['markup in the fallback', faultsOf({ ...good, text: 'board *live*' })],
    ['a time without a zone in the fallback', faultsOf({ ...good, text: 'until 12:30' })],
    ['two styled buttons', withButton({ style: 'primary' }, { style: 'danger' })],
    ['a label in small letters', withButton({ text: { type: 'plain_text', text: 'Approve release' } })],
    ['a label that is too long', withButton({ text: { type: 'plain_text', text: 'Approve This Release of the Board Now' } })],
    ['a button that is no command', withButton({ action_id: 'approval_approve' })],
    ['a button without an argument', withButton({ value: undefined })],
    ['a heading with a full stop', withBlock({ ...head, block_id: 'a:b:1', text: { type: 'plain_text', text: 'It is live.' } })],
    ['a heading with an emoji', withBlock({ ...head, block_id: 'a:b:1', text: { type: 'plain_text', text: 'It is live :x:' } })],
    ['two blocks of one id', withBlock(head)],
    ['a block without an id', withBlock({ type: 'divider' })],
    ['an odd number of fields', withBlock({ type: 'section', block_id: 'a:b:1', fields: [{ type: 'mrkdwn', text: 'x' }] })],
    ['a chart without axis labels', withBlock({ ...chart, chart: { ...chart.chart, axis_config: { categories: ['0', '1'] } } })],
    ['a chart that does not match its categories', withBlock({ ...chart, chart: { ...chart.chart, axis_config: { ...chart.chart.axis_config, categories: ['0', '2'] } } })],
    ['a task with a type', withBlock({ type: 'plan', block_id: 'a:p:1', title: 'p', tasks: [{ type: 'task_card', task_id: 't', title: 't', status: 'pending' }] })],
    ['outside text that became a mention', withBlock({ type: 'section', block_id: 'a:b:1', text: { type: 'mrkdwn', text: 'by <!channel>' } })],
    ['a newer block in the classic form', faultsOf({ ...good, classic: [chart] })],
  ])('finds %s', (_, faults) => {
    expect(faults.length).toBeGreaterThan(0);
  });
});
