import { z } from 'zod';
import type { World } from '../world.ts';
import { whisper } from '../write.ts';
import { answerOf, type Given, initialOf } from './answer-of.ts';
import { failureOf } from './command.ts';
import { deliver } from './deliver.ts';
import { type Control, controls, type Holder, holderOf } from './holder.ts';
import { actionPayload, type Values } from './payload.ts';
import { done, type Outcome, refused } from './said.ts';

const place = {
  channel: z.string().optional(),
  ts: z.string().optional(),
  view_id: z.string().optional(),
  as_seen: z.int().optional(),
  confirmed: z.boolean().optional(),
  action_id: z.string().optional(),
  block_id: z.string().optional(),
};

const clicked = z.strictObject({
  ...place,
  value: z.string().optional(),
  index: z.int().optional(),
  label: z.string().optional(),
});
const selected = z.strictObject({
  ...place,
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

/** A person presses a button, of the message as it is now or as they still see it. */
export async function click(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = clicked.safeParse(body);
  if (!parsed.success)
    return refused(`A click needs a place and a button: ${z.prettifyError(parsed.error)}`);
  const asked = parsed.data;
  const holder = holderOf(world, user, asked);
  if (holder === undefined) return refused('There is no such message or form for you to press in.');
  const buttons = controls(holder.blocks).flatMap((control) =>
    control.element.type === 'button' ? [{ ...control, element: control.element }] : [],
  );
  const fits = buttons.filter(
    ({ block_id, element }) =>
      (asked.action_id === undefined || element.action_id === asked.action_id) &&
      (asked.block_id === undefined || block_id === asked.block_id) &&
      (asked.value === undefined || element.value === asked.value) &&
      (asked.label === undefined || element.text.text === asked.label),
  );
  const button = fits[asked.index ?? 0];
  const shown = buttons.map(({ element }) => element.text.text).join(', ') || 'none';
  if (button === undefined) return refused(`There is no such button here now. Buttons: ${shown}.`);
  return press(world, user, holder, button, null, asked.confirmed === true);
}

/** A person picks something in a menu, a list or a calendar. */
export async function select(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = selected.safeParse(body);
  if (!parsed.success)
    return refused(
      `A choice needs a place, an action and a value: ${z.prettifyError(parsed.error)}`,
    );
  const asked = parsed.data;
  const holder = holderOf(world, user, asked);
  if (holder === undefined) return refused('There is no such message or form for you to pick in.');
  const control = controls(holder.blocks).find(
    ({ block_id, element }) =>
      element.type !== 'button' &&
      element.action_id === asked.action_id &&
      (asked.block_id === undefined || block_id === asked.block_id),
  );
  if (control === undefined) return refused(`There is no menu ${asked.action_id ?? ''} here now.`);
  return press(
    world,
    user,
    holder,
    control,
    asked.values ?? asked.value ?? null,
    asked.confirmed === true,
  );
}

async function press(
  world: World,
  user: string,
  holder: Holder,
  control: Control,
  given: Given,
  confirmed: boolean,
): Promise<Outcome> {
  const { element, block_id } = control;
  const answer = answerOf(element, given);
  if (answer.kind === 'refused') return refused(answer.error);
  const confirm = 'confirm' in element ? element.confirm : undefined;
  if (confirm !== undefined && !confirmed)
    return refused(`Slack asks first: "${confirm.title.text}". Click again with confirmed: true.`);
  const action = { action_id: element.action_id ?? '', block_id, ...answer.value };
  const taken = await deliver(world, {
    what: 'block_actions',
    about: action.action_id,
    user,
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({
      payload: JSON.stringify(
        actionPayload(world, user, holder, action, valuesOf(holder.blocks, control, given)),
      ),
    }).toString(),
  });
  const failure = failureOf(taken);
  const opens = element.type === 'button' && element.url !== undefined ? { url: element.url } : {};
  if (failure === undefined) return done(opens);
  const spot =
    holder.kind === 'message'
      ? holder.message
      : holder.kind === 'whisper'
        ? holder.whisper
        : undefined;
  if (spot !== undefined) {
    const thread = spot.thread_ts === undefined ? {} : { thread: spot.thread_ts };
    whisper(
      world,
      { channel: spot.channel, to: user, user: 'USLACKBOT', ...thread },
      { text: `We had some trouble connecting. Try again? (${failure})` },
    );
  }
  return refused(`The click failed with the error "${failure}".`);
}

/** What the fields around a pressed button hold; buttons themselves hold nothing. */
function valuesOf(blocks: Parameters<typeof controls>[0], pressed: Control, given: Given): Values {
  const values: Record<string, Record<string, unknown>> = {};
  for (const control of controls(blocks)) {
    if (control.element.type === 'button' || control.element.type === 'overflow') continue;
    const answer = answerOf(
      control.element,
      control === pressed || control.element === pressed.element
        ? given
        : initialOf(control.element),
    );
    if (answer.kind === 'value')
      values[control.block_id] = {
        ...values[control.block_id],
        [control.element.action_id ?? '']: answer.value,
      };
  }
  return values;
}
