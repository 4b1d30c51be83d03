import { personOf } from '../room.ts';
import { keyOf } from '../state-keys.ts';
import type { Person } from '../workspace.ts';
import type { World } from '../world.ts';
import { type Args, flag, json, limit, text } from './args.ts';
import { validateBlocks } from '../blocks/validate.ts';
import { messageOf } from './message-json.ts';
import { type Answer, type Method, no, noBecause, ok, page } from './method.ts';

/** `users.*`, `usergroups.*`, and the small methods that belong to nobody else. */
export const peopleMethods: Readonly<Record<string, Method>> = {
  'api.test': {
    open: true,
    errors: [],
    run: (_world, args) =>
      typeof args['error'] === 'string' ? no(args['error'], { args }) : ok({ args }),
  },
  'users.info': { scope: 'users:read', errors: ['user_not_found'], run: userInfo },
  'users.getPresence': { scope: 'users:read', errors: ['user_not_found'], run: presence },
  'users.list': {
    scope: 'users:read',
    ofTeam: true,
    errors: ['invalid_cursor'],
    run: userList,
  },
  'users.lookupByEmail': { scope: 'users:read.email', errors: ['users_not_found'], run: byEmail },
  'usergroups.list': { scope: 'usergroups:read', ofTeam: true, errors: [], run: groupList },
  'usergroups.users.list': {
    scope: 'usergroups:read',
    ofTeam: true,
    errors: ['no_such_subteam'],
    run: groupUsers,
  },
  'reactions.add': {
    scope: 'reactions:write',
    errors: [
      'channel_not_found',
      'message_not_found',
      'invalid_name',
      'already_reacted',
      'no_item_specified',
      'not_in_channel',
    ],
    run: react,
  },
  'blocks.validate': {
    open: true,
    errors: ['invalid_blocks', 'invalid_blocks_format'],
    run: validate,
  },
};

function userInfo(world: World, args: Args): Answer {
  const person = personOf(world, text(args, 'user') ?? '');
  return person === undefined
    ? no('user_not_found')
    : ok({ user: personJson(world, person, flag(args, 'include_locale')) });
}

/** Of others Slack says no more than whether they are active; of the asking bot itself, why. */
function presence(world: World, args: Args): Answer {
  const asked = text(args, 'user') ?? world.workspace.bot.user;
  const person = personOf(world, asked);
  if (person === undefined) return no('user_not_found');
  if (asked === world.workspace.bot.user)
    return ok({
      presence: 'active',
      online: true,
      auto_away: false,
      manual_away: false,
      connection_count: 1,
      last_activity: Math.floor(world.now() / 1000),
    });
  return ok({
    presence: person.deactivated === true || world.state().away.has(asked) ? 'away' : 'active',
  });
}

function userList(world: World, args: Args): Answer {
  const bot = personOf(world, world.workspace.bot.user);
  const part = page(
    [...world.workspace.people, ...(bot === undefined ? [] : [bot])],
    text(args, 'cursor'),
    limit(args, 200),
  );
  if (part === undefined) return no('invalid_cursor');
  const members = part.items.map((person) =>
    personJson(world, person, flag(args, 'include_locale')),
  );
  return ok({
    members,
    cache_ts: Math.floor(world.now() / 1000),
    response_metadata: { next_cursor: part.next },
  });
}

function byEmail(world: World, args: Args): Answer {
  const person = world.workspace.people.find(
    ({ email }) => email !== undefined && email === text(args, 'email'),
  );
  return person === undefined
    ? no('users_not_found')
    : ok({ user: personJson(world, person, false) });
}

function groupList(world: World, args: Args): Answer {
  const usergroups = world.workspace.groups.map((group) => ({
    id: group.id,
    team_id: world.workspace.teamId,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    is_external: false,
    date_delete: 0,
    ...(flag(args, 'include_users') ? { users: group.users } : {}),
    ...(flag(args, 'include_count') ? { user_count: group.users.length } : {}),
  }));
  return ok({ usergroups });
}

function groupUsers(world: World, args: Args): Answer {
  const group = world.workspace.groups.find(({ id }) => id === text(args, 'usergroup'));
  return group === undefined ? no('no_such_subteam') : ok({ users: group.users });
}

function react(world: World, args: Args): Answer {
  const [channel, ts, name] = [text(args, 'channel'), text(args, 'timestamp'), text(args, 'name')];
  if (channel === undefined || ts === undefined) return no('no_item_specified');
  if (name === undefined || !/^[a-z0-9_+'-]+$/.test(name)) return no('invalid_name');
  const message = messageOf(world, channel, ts);
  if (message === undefined) return no('message_not_found');
  const { user } = world.workspace.bot;
  const held = world
    .state()
    .messages.get(keyOf(channel, ts))
    ?.reactions?.find((one) => one.name === name);
  if (held?.users.includes(user) === true) return no('already_reacted');
  world.record({ kind: 'reacted', channel, ts, user, name });
  return ok();
}

function validate(world: World, args: Args): Answer {
  const blocks = json(args, 'blocks');
  if (!Array.isArray(blocks)) return no('invalid_blocks_format');
  const wanted = text(args, 'surface');
  const checked = validateBlocks(
    wanted === 'modal' || wanted === 'home' ? wanted : 'message',
    blocks,
    world.switches.newBlocks,
  );
  return checked.ok ? ok() : noBecause('invalid_blocks', checked.faults);
}

function personJson(
  world: World,
  person: Person,
  withLocale: boolean,
): Readonly<Record<string, unknown>> {
  return {
    id: person.id,
    team_id: world.workspace.teamId,
    name: person.name,
    deleted: person.deactivated === true,
    real_name: person.real_name,
    tz: person.tz,
    profile: {
      real_name: person.real_name,
      display_name: person.real_name,
      title: person.title ?? '',
      team: world.workspace.teamId,
      ...(world.scopes.includes('users:read.email') && person.email !== undefined
        ? { email: person.email }
        : {}),
    },
    is_admin: false,
    is_owner: false,
    is_bot: person.bot === true,
    is_app_user: false,
    is_restricted: person.guest !== undefined,
    is_ultra_restricted: person.guest === 'single-channel',
    updated: 0,
    ...(withLocale ? { locale: person.locale } : {}),
  };
}
