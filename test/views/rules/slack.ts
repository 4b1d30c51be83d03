import { flatten, type Json, listIn, ofType, sketch, wordsOf } from './json.ts';

/** Where blocks stand. */
export type Surface = 'message' | 'modal' | 'home';

/** One rule: what it finds wrong with these blocks. */
export type Rule = (
  blocks: readonly Json[],
  all: readonly Json[],
  surface: Surface,
) => readonly string[];

const everywhere = [
  'section',
  'header',
  'divider',
  'context',
  'actions',
  'image',
  'input',
  'rich_text',
];
const allowed: Readonly<Record<Surface, readonly string[]>> = {
  message: [
    ...everywhere.filter((type) => type !== 'input'),
    'table',
    'plan',
    'task_card',
    'data_visualization',
    'container',
    'markdown',
  ],
  modal: [...everywhere, 'alert'],
  home: [...everywhere, 'table', 'data_visualization', 'container'],
};
const inContainer = [...everywhere, 'table'];

/** Type of object → how many characters or parts each of its fields may have. */
const sizes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  section: { text: 3_000, fields: 10 },
  header: { text: 150 },
  context: { elements: 10 },
  actions: { elements: 25 },
  button: { text: 75, value: 2_000, url: 3_000, action_id: 255 },
  plan: { title: 255, tasks: 50 },
  data_visualization: { title: 50 },
  container: { title: 150 },
  table: { rows: 100 },
  modal: { title: 24, submit: 24, close: 24 },
  input: { label: 2_000 },
};
const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** What Slack refuses, or shows wrongly without a word. */
export const slackRules = {
  limits: (blocks, all, surface) => [
    ...(blocks.length === 0 || blocks.length > mostBlocks[surface]
      ? [`${blocks.length} blocks`]
      : []),
    ...all.flatMap((one) =>
      Object.entries(sizes[String(one['type'])] ?? {}).flatMap(([key, max]) => over(one, key, max)),
    ),
    ...all.flatMap((one) =>
      one['fields'] === undefined
        ? []
        : listIn(one, 'fields').flatMap((field) => over(field, 'text', 2_000)),
    ),
    ...all.flatMap((one) =>
      one['confirm'] !== undefined && one['type'] === 'button'
        ? confirmFaults(one['confirm'] as Json)
        : [],
    ),
  ],
  surface: (blocks, _, surface) =>
    blocks.flatMap((block) =>
      allowed[surface].includes(String(block['type']))
        ? []
        : [`a ${String(block['type'])} cannot stand in a ${surface}`],
    ),
  'one table': (_, all) =>
    ofType(all, 'table').length > 1 ? [`${ofType(all, 'table').length} tables`] : [],
  'two charts': (_, all) =>
    ofType(all, 'data_visualization').length > 2
      ? [`${ofType(all, 'data_visualization').length} charts`]
      : [],
  'series match categories': (_, all) => ofType(all, 'data_visualization').flatMap(seriesFaults),
  'axis labels': (_, all) =>
    ofType(all, 'data_visualization').flatMap((block) =>
      drawnIn(block).every(({ x, y }) => x && y)
        ? []
        : [`a chart without axis labels: ${sketch(block)}`],
    ),
  'unique ids': (blocks) => [
    ...idFaults(withChildren(blocks).map((block) => block['block_id'])),
    ...blocks.flatMap((block) =>
      idFaults(
        listIn(block, 'elements').flatMap((one) => ('action_id' in one ? [one['action_id']] : [])),
      ),
    ),
  ],
  'no type on tasks': (_, all) =>
    ofType(all, 'plan').flatMap((plan) =>
      listIn(plan, 'tasks').flatMap((task) =>
        'type' in task ? [`a task with a type: ${sketch(task)}`] : [],
      ),
    ),
  'status words': (_, all) =>
    ofType(all, 'plan').flatMap((plan) =>
      listIn(plan, 'tasks').flatMap((task) =>
        ['pending', 'in_progress', 'complete', 'error'].includes(String(task['status']))
          ? []
          : [`a task is ${String(task['status'])}`],
      ),
    ),
  'accessibility label': (_, all) => all.flatMap((one) => over(one, 'accessibility_label', 75)),
  'container children': (_, all) =>
    ofType(all, 'container').flatMap((one) => {
      const children = listIn(one, 'child_blocks');
      return [
        ...(children.length === 0 || children.length > 10
          ? [`${children.length} blocks in a container`]
          : []),
        ...children.flatMap((child) =>
          inContainer.includes(String(child['type']))
            ? []
            : [`a ${String(child['type'])} cannot stand in a container`],
        ),
      ];
    }),
} satisfies Readonly<Record<string, Rule>>;

function over(one: Json, key: string, max: number): readonly string[] {
  const value = one[key];
  if (value === undefined) return [];
  const length = Array.isArray(value) ? value.length : wordsOf(value).length;
  return length > max || length === 0
    ? [`${key} of a ${String(one['type'])} has ${length} of ${max}: ${sketch(one)}`]
    : [];
}

function confirmFaults(confirm: Json): readonly string[] {
  return [
    ['title', 100],
    ['text', 300],
    ['confirm', 30],
    ['deny', 30],
  ].flatMap(([key, max]) => over(confirm, String(key), Number(max)));
}

/** The axes of a chart; a pie has none. */
function drawnIn(block: Json): readonly {
  readonly x: unknown;
  readonly y: unknown;
  readonly categories: readonly unknown[];
  readonly series: readonly Json[];
}[] {
  const chart = block['chart'] as Json;
  if (chart['type'] === 'pie') return [];
  const axis = (chart['axis_config'] ?? {}) as Json;
  return [
    {
      x: axis['x_label'],
      y: axis['y_label'],
      categories: Array.isArray(axis['categories']) ? axis['categories'] : [],
      series: listIn(chart, 'series'),
    },
  ];
}

function seriesFaults(block: Json): readonly string[] {
  return drawnIn(block).flatMap(({ categories, series }) => [
    ...(categories.length < 2 || categories.length > 20
      ? [`a chart of ${categories.length} points`]
      : []),
    ...(series.length < 1 || series.length > 3 ? [`a chart of ${series.length} series`] : []),
    ...series.flatMap((one) => {
      const data = listIn(one, 'data');
      return data.map(({ label }) => label).join() === categories.join() &&
        data.every(({ value }) => Number.isFinite(value))
        ? []
        : [`the series ${String(one['name'])} does not match its categories`];
    }),
  ]);
}

function withChildren(blocks: readonly Json[]): readonly Json[] {
  return blocks.flatMap((block) => [block, ...listIn(block, 'child_blocks')]);
}

function idFaults(ids: readonly unknown[]): readonly string[] {
  return ids.flatMap((id, i) =>
    id !== undefined && ids.indexOf(id) < i ? [`two parts are called ${JSON.stringify(id)}`] : [],
  );
}

/** Every rule looks at the blocks and at all that is in them. */
export function broken(
  rules: Readonly<Record<string, Rule>>,
  blocks: readonly object[],
  surface: Surface,
): readonly { readonly rule: string; readonly what: string }[] {
  const whole = blocks as readonly Json[];
  const all = flatten(whole);
  return Object.entries(rules).flatMap(([rule, find]) =>
    find(whole, all, surface).map((what) => ({ rule, what })),
  );
}
