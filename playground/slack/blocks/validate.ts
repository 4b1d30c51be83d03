import { z } from 'zod';
import { type Block, blockSchema } from './block.ts';
import { slackSentence } from './sentence.ts';

/** Where blocks stand; Slack allows different ones in each place. */
export type Surface = 'message' | 'modal' | 'home';

/** What became of a list of blocks: they are good, or what Slack would say about each fault. */
export type Checked =
  | { readonly ok: true; readonly blocks: readonly Block[] }
  | { readonly ok: false; readonly faults: readonly string[] };

const newer: readonly string[] = ['plan', 'task_card', 'table', 'data_visualization', 'container'];

const forbidden: Readonly<Record<Surface, readonly string[]>> = {
  message: ['alert'],
  modal: ['table', 'plan', 'task_card', 'data_visualization', 'container', 'markdown'],
  home: ['alert', 'plan', 'task_card', 'markdown'],
};

const most: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** Checks blocks as strictly as Slack does; an older workspace does not know the newer blocks. */
export function validateBlocks(
  surface: Surface,
  value: readonly unknown[],
  newBlocks = true,
): Checked {
  const unknown = value.flatMap((block, index) => {
    const type = typeOf(block);
    const known =
      type === undefined ||
      (!forbidden[surface].includes(type) && (newBlocks || !newer.includes(type)));
    return known ? [] : [`unsupported type: ${type} [json-pointer:/blocks/${index}/type]`];
  });
  if (unknown.length > 0) return { ok: false, faults: unknown };
  const parsed = z.array(blockSchema).max(most[surface]).safeParse(value);
  if (!parsed.success)
    return {
      ok: false,
      faults: parsed.error.issues.flatMap((issue) => slackSentence(issue, value)),
    };
  const faults = wholeFaults(parsed.data);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, blocks: parsed.data };
}

function typeOf(block: unknown): string | undefined {
  const parsed = z.object({ type: z.string() }).safeParse(block);
  return parsed.success ? parsed.data.type : undefined;
}

function wholeFaults(blocks: readonly Block[]): string[] {
  const all = blocks.flatMap((block): readonly Block[] =>
    block.type === 'container' ? [block, ...block.child_blocks] : [block],
  );
  const count = (type: Block['type']) => all.filter((block) => block.type === type).length;
  return [
    ...doubles(all.map((block) => block.block_id)).map(
      (id) => `block_id already exists: ${id} [json-pointer:/blocks]`,
    ),
    ...all.flatMap((block) => doubleActions(block)),
    ...(count('table') > 1 ? ['only_one_table_allowed [json-pointer:/blocks]'] : []),
    ...(tableText(all) > 10_000
      ? ['table text exceeds 10000 characters [json-pointer:/blocks]']
      : []),
    ...(count('data_visualization') > 2
      ? ['no more than 2 data_visualization blocks allowed [json-pointer:/blocks]']
      : []),
    ...(count('plan') > 0 && count('task_card') > 0
      ? ['plan and task_card cannot be combined [json-pointer:/blocks]']
      : []),
    ...(count('plan') > 1 ? ['only one plan block allowed [json-pointer:/blocks]'] : []),
    ...blocks
      .flatMap((block) =>
        block.type === 'plan' ? doubles((block.tasks ?? []).map((task) => task.task_id)) : [],
      )
      .map((id) => `task_id already exists: ${id} [json-pointer:/blocks]`),
  ];
}

function doubleActions(block: Block): string[] {
  if (block.type !== 'actions') return [];
  return doubles(block.elements.map((element) => element.action_id)).map(
    (id) => `\`action_id\` ${id} already exists in this block [json-pointer:/blocks]`,
  );
}

function doubles(ids: readonly (string | undefined)[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id): id is string => {
    if (id === undefined) return false;
    if (seen.has(id)) return true;
    seen.add(id);
    return false;
  });
}

function tableText(blocks: readonly Block[]): number {
  const cells = blocks.flatMap((block) => (block.type === 'table' ? block.rows.flat() : []));
  return cells.reduce(
    (sum, cell) =>
      sum + (cell.type === 'raw_text' ? cell.text.length : JSON.stringify(cell).length),
    0,
  );
}
