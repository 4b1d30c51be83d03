import { z } from 'zod';
import type { People } from '../../ports/people.ts';
import { slackAuthors } from './authors.ts';
import { slackPresence } from './presence.ts';
import { type OwnWorkspace, ownWorkspace } from './own-workspace.ts';
import { asFault, type SlackAccount, type SlackCall, slackCall, SlackSaidNo } from './call.ts';

/** The directory. `now` is real time in ms. */
export type PeopleOptions = SlackAccount & { readonly now: () => number };

type Known = Awaited<ReturnType<People['person']>>;

const keptMs = 5 * 60_000;

const Group = z.object({ ok: z.literal(true), users: z.array(z.string()) });
const flag = z.boolean().default(false);
const Info = z.object({
  ok: z.literal(true),
  user: z.object({
    id: z.string(),
    tz: z.string().nullish(),
    team_id: z.string().nullish(),
    name: z.string().default(''),
    real_name: z.string().nullish(),
    deleted: flag,
    is_bot: flag,
    is_app_user: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    is_invited_user: flag,
    profile: z
      .object({ display_name: z.string().nullish(), real_name: z.string().nullish() })
      .default({}),
    enterprise_user: z
      .object({ enterprise_id: z.string(), teams: z.array(z.string()).default([]) })
      .nullish(),
  }),
});

/**
 * Slack as the directory of people and teams. What is known is kept five minutes; what is not
 * answered is never guessed.
 */
export function slackPeople(options: PeopleOptions): People {
  const call = slackCall(options, 0);
  const self = keptFor(Number.POSITIVE_INFINITY, options.now, () => ownWorkspace(call, options));
  const person = keptFor(keptMs, options.now, (id: string) => askPerson(call, () => self(''), id));
  const author = slackAuthors(options);
  const group = keptFor(keptMs, options.now, (id: string) => askGroup(call, () => self(''), id));
  const entitled = async (approver: string): Promise<readonly string[]> => {
    const ids = approver.startsWith('S') ? await group(approver) : [approver];
    const people = await Promise.all(ids.map(person));
    return people.flatMap(({ id, standing }) => (standing === 'member' ? [id] : []));
  };
  return {
    person,
    async byEmail(email) {
      const id = await author(email);
      const found = id === null ? null : await person(id);
      return found?.standing === 'member' ? { id: found.id, name: found.name } : null;
    },
    presence: slackPresence(options),
    async roster(teams) {
      const entries = await Promise.all(
        Object.entries(teams).map(
          async ([team, approvers]) =>
            [team, [...new Set((await Promise.all(approvers.map(entitled))).flat())]] as const,
        ),
      );
      return { teams: Object.fromEntries(entries) };
    },
  };
}

/**
 * Keeps good answers for a while and shares a question that is being asked; a failure is forgotten
 * at once.
 */
function keptFor<Value>(
  ms: number,
  now: () => number,
  ask: (id: string) => Promise<Value>,
): (id: string) => Promise<Value> {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<Value> }>();
  return (id) => {
    const known = kept.get(id);
    if (known && known.until > now()) return known.value;
    const value = ask(id);
    kept.set(id, { until: now() + ms, value });
    value.catch(() => kept.delete(id));
    return value;
  };
}

/** A group that is not there has no members: nobody, never everybody. */
async function askGroup(
  call: SlackCall,
  self: () => Promise<OwnWorkspace>,
  id: string,
): Promise<readonly string[]> {
  try {
    const asked = { usergroup: id, include_disabled: false, ...(await self()).asked };
    return (await call('usergroups.users.list', asked, Group)).users;
  } catch (error) {
    if (error instanceof SlackSaidNo && error.word === 'no_such_subteam') return [];
    throw asFault('usergroups.users.list', error);
  }
}

async function askPerson(
  call: SlackCall,
  self: () => Promise<OwnWorkspace>,
  id: string,
): Promise<Known> {
  try {
    const [home, { user }] = await Promise.all([self(), call('users.info', { user: id }, Info)]);
    const { profile, real_name, name } = user;
    const called = [profile.display_name, profile.real_name, real_name, name].find(
      (one) => one !== null && one !== undefined && one.trim() !== '',
    );
    return {
      id: user.id,
      name: called ?? user.id,
      zone: user.tz ?? null,
      standing: isMember(user, home) ? 'member' : 'outside',
    };
  } catch (error) {
    if (
      error instanceof SlackSaidNo &&
      (error.word === 'user_not_found' || error.word === 'user_not_visible')
    )
      return { id, name: id, standing: 'outside' };
    throw asFault('users.info', error);
  }
}

/**
 * Guests, bots, people who left, people not yet here, and people of other workspaces speak for
 * nobody.
 */
function isMember(user: z.infer<typeof Info>['user'], { team, enterprise }: OwnWorkspace): boolean {
  const machine = user.is_bot || user.is_app_user || user.id === 'USLACKBOT';
  const limited =
    user.deleted ||
    user.is_restricted ||
    user.is_ultra_restricted ||
    user.is_stranger ||
    user.is_invited_user;
  const here =
    user.team_id === team ||
    (user.enterprise_user?.teams.includes(team) === true &&
      user.enterprise_user.enterprise_id === enterprise);
  return !machine && !limited && here;
}
