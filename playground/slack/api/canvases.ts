import { z } from 'zod';
import { roomOf } from '../room.ts';
import type { World } from '../world.ts';
import { type Args, json, text } from './args.ts';
import { type Answer, type Method, no, ok } from './method.ts';

const scope = 'canvases:write';
const always = ['canvas_disabled_user_team', 'restricted_action', 'invalid_arguments'];
const contentSchema = z.strictObject({ type: z.literal('markdown'), markdown: z.string() });
const changesSchema = z.tuple([
  z.strictObject({
    operation: z.enum(['replace', 'insert_at_start', 'insert_at_end']),
    document_content: contentSchema,
  }),
]);

/** `canvases.*`: documents of a bot, which a channel may read once their link was shown in it. */
export const canvasMethods: Readonly<Record<string, Method>> = {
  'canvases.create': {
    scope,
    errors: ['canvas_creation_failed', 'free_teams_cannot_create_non_tabbed_canvases', ...always],
    run: create,
  },
  'canvases.edit': {
    scope,
    errors: [
      'canvas_not_found',
      'canvas_editing_failed',
      'free_teams_cannot_edit_standalone_canvases',
      ...always,
    ],
    run: edit,
  },
  'canvases.access.set': {
    scope,
    errors: [
      'canvas_not_found',
      'channel_not_found',
      'invalid_parameters',
      'user_not_found',
      'failed_to_update_user_ids',
      ...always,
    ],
    run: open,
  },
};

function create(world: World, args: Args): Answer {
  const document =
    args['document_content'] === undefined
      ? { type: 'markdown', markdown: '' }
      : json(args, 'document_content');
  const parsed = contentSchema.safeParse(document);
  if (!parsed.success) return no('invalid_arguments');
  const fault = faultIn(parsed.data.markdown);
  if (fault !== undefined) return no('canvas_creation_failed', { detail: fault });
  const id = world.newId('F');
  world.record({
    kind: 'canvas',
    id,
    title: text(args, 'title') ?? 'Untitled',
    markdown: parsed.data.markdown,
  });
  return ok({ canvas_id: id });
}

function edit(world: World, args: Args): Answer {
  const held = world.state().canvases.get(text(args, 'canvas_id') ?? '');
  if (held === undefined) return no('canvas_not_found');
  const parsed = changesSchema.safeParse(json(args, 'changes'));
  if (!parsed.success) return no('invalid_arguments');
  const [
    {
      operation,
      document_content: { markdown },
    },
  ] = parsed.data;
  const fault = faultIn(markdown);
  if (fault !== undefined) return no('canvas_editing_failed', { detail: fault });
  const next = {
    replace: markdown,
    insert_at_start: `${markdown}\n\n${held.markdown}`,
    insert_at_end: `${held.markdown}\n\n${markdown}`,
  }[operation];
  world.record({ kind: 'canvas', id: held.id, title: held.title, markdown: next });
  return ok();
}

function open(world: World, args: Args): Answer {
  const held = world.state().canvases.get(text(args, 'canvas_id') ?? '');
  if (held === undefined) return no('canvas_not_found');
  if (!['read', 'write'].includes(text(args, 'access_level') ?? '')) return no('invalid_arguments');
  const channels = z.array(z.string()).min(1).safeParse(json(args, 'channel_ids')).data;
  if ((channels === undefined) === (args['user_ids'] === undefined))
    return no('invalid_parameters');
  if (channels === undefined) return no('failed_to_update_user_ids');
  const isShown = (channel: string) =>
    [...world.state().messages.values()].some(
      (message) =>
        message.channel === channel &&
        JSON.stringify([message.text, message.blocks]).includes(held.id),
    );
  for (const channel of channels)
    if (roomOf(world, channel)?.kind !== 'channel' || !isShown(channel))
      return no('channel_not_found');
  for (const channel of channels) world.record({ kind: 'canvas-opened', id: held.id, channel });
  return ok();
}

const headingsMost = 3;
const cellsMost = 300;
const lengthMost = 100_000;

/** What Slack's canvases do not take, with the line it stands in. */
function faultIn(markdown: string): string | undefined {
  if (markdown.length > lengthMost) return "'content' error: too long";
  let cells = 0;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (new RegExp(`^#{${headingsMost + 1},} `).test(line))
      return `'content' error: line ${index + 1}: Unsupported heading depth (${line.indexOf(' ')})`;
    if (/^>\s*([-*+]|\d+\.)\s/.test(line))
      return `'content' error: line ${index + 1}: Unsupported block type (List) within block quote`;
    cells = line.startsWith('|') ? cells + line.split(/(?<!\\)\|/).length - 2 : 0;
    if (cells > cellsMost)
      return `'content' error: line ${index + 1}: a table may have ${cellsMost} cells`;
  }
  return undefined;
}
