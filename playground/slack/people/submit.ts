import { z } from 'zod';
import { openView, replaceView, stackOf, viewJson } from '../api/views.ts';
import { fromJson } from '../api/args.ts';
import { validateView } from '../blocks/view.ts';
import type { Block } from '../blocks/block.ts';
import type { View } from '../entry.ts';
import type { World } from '../world.ts';
import { answerOf, type Given, initialOf } from './answer-of.ts';
import { failureOf } from './command.ts';
import { deliver } from './deliver.ts';
import { commonPayload, type Values } from './payload.ts';
import { done, type Outcome, refused } from './said.ts';

const given = z.union([z.string(), z.array(z.string()), z.null()]);
const submitted = z.strictObject({
  view_id: z.string(),
  values: z.record(z.string(), z.union([given, z.record(z.string(), given)])).default({}),
});

const actionSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

/** A person sends a form off; the app may close it, change it, or say what is wrong in it. */
export async function submit(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = submitted.safeParse(body);
  if (!parsed.success)
    return refused(`A form needs a view_id and values: ${z.prettifyError(parsed.error)}`);
  const view = world.state().views.get(parsed.data.view_id);
  if (view === undefined || view.user !== user) return refused('You have no such form open.');
  const filled = fill(view.body.blocks, parsed.data.values);
  if (filled.kind === 'refused') return show(world, view, filled.errors);
  const payload = {
    type: 'view_submission',
    ...commonPayload(world, user),
    trigger_id: world.tickets.trigger(user, view.id),
    view: viewJson(world, view, filled.values),
    response_urls: [],
  };
  const taken = await deliver(world, {
    what: 'view_submission',
    about: view.body.callback_id ?? view.id,
    user,
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  });
  const failure = failureOf(taken);
  if (failure !== undefined)
    return refused(`We had some trouble connecting. Try again? (${failure})`);
  return settle(world, view, taken.kind === 'answered' ? taken.body : '');
}

function settle(world: World, view: View, body: string): Outcome {
  if (body.trim() === '') {
    world.record({ kind: 'view-closed', user: view.user, ids: [view.id] });
    return done({ closed: true });
  }
  const parsed = actionSchema.safeParse(fromJson(body));
  if (!parsed.success)
    return refused(
      'We had some trouble connecting. Try again? (the app answered no response_action)',
    );
  const answer = parsed.data;
  if (answer.response_action === 'errors') {
    const known = new Set(view.body.blocks.map((block) => block.block_id));
    const strange = Object.keys(answer.errors).find((id) => !known.has(id));
    return strange === undefined
      ? show(world, view, answer.errors)
      : refused(`The app named an error for ${strange}, which is no block of this form.`);
  }
  if (answer.response_action === 'clear') {
    world.record({
      kind: 'view-closed',
      user: view.user,
      ids: stackOf(world, view.user).map((one) => one.id),
    });
    return done({ closed: true });
  }
  const checked = validateView('modal', answer.view, world.switches.newBlocks);
  if (!checked.ok)
    return refused(`The app answered a form Slack refuses: ${checked.faults.join('; ')}`);
  const next =
    answer.response_action === 'update'
      ? replaceView(world, view, checked.view)
      : openView(world, view.user, checked.view, view);
  return done({ view_id: next.id });
}

function show(world: World, view: View, errors: Readonly<Record<string, string>>): Outcome {
  world.record({ kind: 'view-updated', view: { ...view, errors } });
  return { ok: false, error: 'The form shows errors.', errors };
}

type Filled =
  | { readonly kind: 'filled'; readonly values: Values }
  | { readonly kind: 'refused'; readonly errors: Readonly<Record<string, string>> };

/**
 * Puts what the person gave into the form's fields and holds the form to its own rules, as Slack's
 * clients do.
 */
function fill(blocks: readonly Block[], wanted: z.infer<typeof submitted>['values']): Filled {
  const errors: Record<string, string> = {};
  const values: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const id = block.block_id ?? '';
    const action = block.element.action_id ?? '';
    const said = wanted[id];
    const put =
      said === undefined
        ? initialOf(block.element)
        : isByAction(said)
          ? (said[action] ?? null)
          : said;
    const answer = answerOf(block.element, put);
    const fault = answer.kind === 'refused' ? answer.error : faultOf(block, put);
    if (fault !== undefined) errors[id] = fault;
    else if (answer.kind === 'value') values[id] = { [action]: answer.value };
  }
  return Object.keys(errors).length > 0 ? { kind: 'refused', errors } : { kind: 'filled', values };
}

const isByAction = (said: unknown): said is Readonly<Record<string, Given>> =>
  typeof said === 'object' && said !== null && !Array.isArray(said);

function faultOf(block: Extract<Block, { type: 'input' }>, put: Given): string | undefined {
  const empty = put === null || put.length === 0;
  if (empty) return block.optional === true ? undefined : 'Please complete this required field.';
  const { element } = block;
  if (element.type !== 'plain_text_input' || typeof put !== 'string') return undefined;
  if (put.length < (element.min_length ?? 0))
    return `Must be at least ${element.min_length} characters.`;
  if (put.length > (element.max_length ?? 3000))
    return `Must be at most ${element.max_length ?? 3000} characters.`;
  return undefined;
}
