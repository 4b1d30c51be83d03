import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import type { Content } from '../../src/ports.ts';

type Json = { readonly [key: string]: unknown };

const small = ['a', 'an', 'and', 'by', 'for', 'of', 'on', 'or', 'the', 'to', 'with', 'it'];
const emoji = /:[a-z_]+:|\p{Extended_Pictographic}/u;

/** Everything that is wrong with a message by Slack's limits and by our own rules (ux.md, section 14); empty when it is good. */
export function faultsOf(content: Content): readonly string[] {
  return [
    ...fallbackFaults(content.text),
    ...formFaults('rich', content.rich, true),
    ...formFaults('classic', content.classic, false),
  ];
}

function fallbackFaults(text: string): readonly string[] {
  return [
    ...(text.length === 0 ? ['there is no fallback text'] : []),
    ...(Array.from(text).length >= 300 ? [`the fallback has ${text.length} characters`] : []),
    ...(/[<>`]|(^|\s)\*\S|:[a-z_]+:/.test(text) ? [`the fallback has markup: ${text}`] : []),
    ...(/\d:\d\d(?!.*UTC)/.test(text) ? [`the fallback has a time without UTC: ${text}`] : []),
    ...(/undefined|null|NaN|\[object/.test(text.replace('region of undefined', '')) ? [`the fallback says nonsense: ${text}`] : []),
  ];
}

function formFaults(form: string, blocks: readonly object[], newer: boolean): readonly string[] {
  const checked = validateBlocks('message', blocks, newer);
  const all = flatten(blocks);
  const buttons = all.filter((one) => one['type'] === 'button');
  const styled = buttons.filter((one) => one['style'] !== undefined);
  const faults = [
    ...(checked.ok ? [] : checked.faults),
    ...(blocks.length === 0 ? ['no blocks'] : []),
    ...(styled.length > 1 ? [`${styled.length} styled buttons`] : []),
    ...buttons.flatMap(buttonFaults),
    ...all.filter((one) => one['type'] === 'header').flatMap((one) => headerFaults(textOf(one))),
    ...all.flatMap(fieldFaults),
    ...all.filter((one) => one['type'] === 'data_visualization').flatMap(chartFaults),
    ...all.filter((one) => one['type'] === 'plan').flatMap(planFaults),
    ...all.filter((one) => one['type'] === 'mrkdwn').flatMap((one) => markupFaults(String(one['text']))),
    ...blocks.flatMap((block) => ('block_id' in block && /^.+:.+:\d+$/.test(String(block.block_id)) ? [] : [`a block without a good id: ${JSON.stringify(block).slice(0, 80)}`])),
  ];
  return faults.map((fault) => `${form}: ${fault}`);
}

function buttonFaults(button: Json): readonly string[] {
  const label = textOf(button);
  const words = label.split(' ');
  const title = words.every((word, i) => /^[^a-z]/.test(word) || (i > 0 && small.includes(word)));
  return [
    ...(label.length > 30 ? [`the label "${label}" has ${label.length} characters`] : []),
    ...(title ? [] : [`the label "${label}" is not in Title Case`]),
    ...(emoji.test(label) ? [`the label "${label}" has an emoji`] : []),
    ...(button['url'] !== undefined && !String(button['action_id']).startsWith('link ') ? [`the link "${label}" is no link action`] : []),
    ...(button['url'] === undefined && !/^(prerelease|release|rollback) ?[a-z-]*$/.test(String(button['action_id'])) ? [`the button "${label}" is no command: ${String(button['action_id'])}`] : []),
    ...(button['url'] === undefined && button['value'] === undefined ? [`the button "${label}" has no value`] : []),
  ];
}

function headerFaults(text: string): readonly string[] {
  return [
    ...(/(?<! [A-Z])[.!?:;,]$/.test(text) ? [`the heading "${text}" ends with punctuation`] : []),
    ...(emoji.test(text) ? [`the heading "${text}" has an emoji`] : []),
    ...(text.split(' ').length > 14 ? [`the heading "${text}" is too long`] : []),
    ...(/undefined|null|NaN/.test(text) ? [`the heading "${text}" says nonsense`] : []),
  ];
}

function fieldFaults(one: Json): readonly string[] {
  const fields = one['fields'];
  return Array.isArray(fields) && fields.length % 2 === 1 ? [`an odd number of fields: ${fields.length}`] : [];
}

function chartFaults(block: Json): readonly string[] {
  const { chart } = block as { chart: { series: { data: { label: string; value: number }[] }[]; axis_config: { categories: string[]; x_label?: string; y_label?: string } } };
  const { categories, x_label, y_label } = chart.axis_config;
  return [
    ...(x_label && y_label ? [] : ['a chart without axis labels']),
    ...(categories.length < 2 ? ['a chart of one point'] : []),
    ...(chart.series.length > 3 ? ['more than three series'] : []),
    ...chart.series.flatMap(({ data }) => (data.map(({ label }) => label).join() === categories.join() && data.every(({ value }) => Number.isFinite(value)) ? [] : ['a series that does not match its categories'])),
  ];
}

function planFaults(block: Json): readonly string[] {
  const { tasks } = block as { tasks: Json[] };
  return tasks.flatMap((task) => ('type' in task ? ['a task with a type'] : ['pending', 'in_progress', 'complete', 'error'].includes(String(task['status'])) ? [] : ['a task with a strange status']));
}

function markupFaults(text: string): readonly string[] {
  const outside = text.replace(/<!date\^\d+\^[^|<>]+\|[^|<>]+>|<!subteam\^S[A-Z0-9]+>|<@[UW][A-Z0-9]+>/g, '');
  return [
    ...(/[<>]/.test(outside) ? [`markup nobody wrote: ${outside.slice(0, 120)}`] : []),
    ...(/&(?!(amp|lt|gt);)/.test(text) ? [`an ampersand that is not escaped: ${text.slice(0, 120)}`] : []),
    ...(/undefined|NaN|\[object/.test(text) ? [`nonsense: ${text.slice(0, 120)}`] : []),
    ...(/\.\s*\.(\s|$)|\*\*| {2,}|:\s*[.,]/.test(text) ? [`clumsy: ${text.slice(0, 160)}`] : []),
    ...((outside.match(/:[a-z_]{3,}:/g) ?? []).length > 1 ? [`more than one emoji: ${text.slice(0, 120)}`] : []),
  ];
}

function textOf(one: Json): string {
  const { text } = one as { text: { text: string } };
  return text.text;
}

function flatten(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(flatten);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(flatten)];
}
