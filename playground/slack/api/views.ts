import type { View } from '../entry.ts';
import type { ViewBody } from '../blocks/view.ts';
import { validateView } from '../blocks/view.ts';
import { personOf } from '../room.ts';
import type { World } from '../world.ts';
import { named } from '../write.ts';
import { type Args, json, text } from './args.ts';
import { type Answer, type Method, no, noBecause, ok } from './method.ts';

const trigger = [
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'invalid_arguments',
  'view_too_large',
  'duplicate_external_id',
];

/** `views.*`: forms and Home tabs. */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': { errors: trigger, run: (world, args) => open(world, args, false) },
  'views.push': {
    errors: [...trigger, 'push_limit_reached'],
    run: (world, args) => open(world, args, true),
  },
  'views.update': {
    errors: ['not_found', 'hash_conflict', 'invalid_arguments', 'view_too_large'],
    run: update,
  },
  'views.publish': {
    errors: ['user_not_found', 'hash_conflict', 'invalid_arguments', 'view_too_large'],
    run: publish,
  },
};

function open(world: World, args: Args, push: boolean): Answer {
  const body = readView(world, 'modal', args);
  if (body.kind === 'refused') return body.answer;
  const used = world.tickets.useTrigger(text(args, 'trigger_id') ?? '');
  if (used.kind !== 'good') return no(used.kind);
  const stack = stackOf(world, used.user);
  if (push && stack.length >= 3) return no('push_limit_reached');
  const { external_id } = body.view;
  if (external_id !== undefined && stack.some((view) => view.body.external_id === external_id))
    return no('duplicate_external_id');
  if (!push && stack.length > 0)
    world.record({ kind: 'view-closed', user: used.user, ids: stack.map((view) => view.id) });
  const view = openView(world, used.user, body.view, push ? stack.at(-1) : undefined);
  return ok({ view: viewJson(world, view) });
}

function update(world: World, args: Args): Answer {
  const { views, homes } = world.state();
  const wanted = (view: View) =>
    view.id === text(args, 'view_id') ||
    (view.body.external_id !== undefined && view.body.external_id === text(args, 'external_id'));
  const view = [...views.values(), ...homes.values()].find((one) => wanted(one));
  if (view === undefined) return no('not_found');
  const hash = text(args, 'hash');
  if (hash !== undefined && hash !== '' && hash !== view.hash) return no('hash_conflict');
  const body = readView(world, view.body.type, args);
  if (body.kind === 'refused') return body.answer;
  return ok({ view: viewJson(world, replaceView(world, view, body.view)) });
}

function publish(world: World, args: Args): Answer {
  const user = text(args, 'user_id') ?? '';
  if (personOf(world, user) === undefined) return no('user_not_found');
  const held = world.state().homes.get(user);
  const hash = text(args, 'hash');
  if (hash !== undefined && hash !== '' && hash !== held?.hash) return no('hash_conflict');
  const body = readView(world, 'home', args);
  if (body.kind === 'refused') return body.answer;
  const id = held?.id ?? world.newId('V');
  const view: View = { id, user, body: named(body.view), hash: newHash(world), root: id };
  world.record({ kind: 'home-published', view });
  return ok({ view: viewJson(world, view) });
}

/** The forms a person has open, the one on top last. */
export function stackOf(world: World, user: string): readonly View[] {
  return [...world.state().views.values()].filter((view) => view.user === user);
}

/** Opens a form in front of a person, on top of another if there is one. */
export function openView(
  world: World,
  user: string,
  body: ViewBody,
  under: View | undefined,
): View {
  const id = world.newId('V');
  const view: View = {
    id,
    user,
    body: named(body),
    hash: newHash(world),
    root: under?.root ?? id,
    ...(under === undefined ? {} : { previous: under.id }),
  };
  world.record({ kind: 'view-opened', view });
  return view;
}

/** Puts new content into a form or Home tab that is already there. */
export function replaceView(world: World, held: View, body: ViewBody): View {
  const { errors: _settled, ...rest } = held;
  const view: View = { ...rest, body: named(body), hash: newHash(world) };
  world.record({ kind: body.type === 'home' ? 'home-published' : 'view-updated', view });
  return view;
}

/** A view as the Web API and interaction payloads show it. */
export function viewJson(
  world: World,
  view: View,
  values: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const { teamId, appId, bot } = world.workspace;
  const { body } = view;
  const empty = {
    title: null,
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
  };
  return {
    ...empty,
    ...body,
    id: view.id,
    team_id: teamId,
    state: { values },
    hash: view.hash,
    previous_view_id: view.previous ?? null,
    root_view_id: view.root,
    app_id: appId,
    app_installed_team_id: teamId,
    bot_id: bot.bot_id,
  };
}

function readView(
  world: World,
  kind: 'modal' | 'home',
  args: Args,
): { kind: 'view'; view: ViewBody } | { kind: 'refused'; answer: Answer } {
  const given = json(args, 'view');
  if (JSON.stringify(given ?? '').length > 250_000)
    return { kind: 'refused', answer: no('view_too_large') };
  const checked = validateView(kind, given, world.switches.newBlocks);
  return checked.ok
    ? { kind: 'view', view: checked.view }
    : { kind: 'refused', answer: noBecause('invalid_arguments', checked.faults) };
}

const newHash = (world: World) =>
  `${Math.floor(world.now() / 1000)}.${world.newId('h').toLowerCase()}`;
