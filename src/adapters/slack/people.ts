import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { HowKnown, People } from '../../ports/people.ts';
import type { RosterRead } from '../../release/state/people.ts';
import { keptAnswers, type KeptAnswer } from './kept-answers.ts';
import { slackAuthors } from './authors.ts';
import { slackPresence } from './presence.ts';
import { type OwnWorkspace, ownWorkspace } from './own-workspace.ts';
import { asFault, type SlackAccount, type SlackCall, slackCall, SlackSaidNo } from './call.ts';

/** The directory. `now` is real time in ms. */
export type PeopleOptions = SlackAccount & { readonly now: () => number };

/** `same`: who is behind the account, by its address, where Slack tells that. */
type Known = Awaited<ReturnType<People['person']>> & { readonly same: string | null };

const keptMs = 5 * 60_000;
/** One click asks more than once, and one answer is enough for it. */
const freshMs = 2_000;

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
      .object({
        display_name: z.string().nullish(),
        real_name: z.string().nullish(),
        email: z.string().nullish(),
      })
      .default({}),
    enterprise_user: z
      .object({ enterprise_id: z.string(), teams: z.array(z.string()).default([]) })
      .nullish(),
  }),
});

/**
 * Slack as the directory of people and teams. What is known is kept five minutes where nothing
 * depends on it; what is not answered is never guessed.
 */
export function slackPeople(options: PeopleOptions): People {
  const { now } = options;
  const call = slackCall(options, 0);
  const selfOf = keptAnswers(now, () => ownWorkspace(call, options));
  const self = async () => (await selfOf('', { within: Number.POSITIVE_INFINITY })).value;
  const persons = keptAnswers(now, (id: string) => askPerson(call, self, id));
  const groups = keptAnswers(now, (id: string) => askGroup(call, self, id));
  const person = (id: string, { fresh = [], orLast }: HowKnown = {}) =>
    persons(id, { within: fresh.includes(id) ? freshMs : keptMs, orLast: orLast === true });
  const group = (id: string, { fresh, orLast }: HowKnown) =>
    groups(id, { within: fresh ? freshMs : keptMs, orLast: orLast === true });
  const author = slackAuthors(options);
  return {
    person: async (id, asking) => outward((await person(id, asking)).value),
    async byEmail(email) {
      const id = await author(email);
      const found = id === null ? null : (await person(id)).value;
      return found?.standing === 'member' ? { id: found.id, name: found.name } : null;
    },
    presence: slackPresence(options),
    async roster(teams, asking = {}) {
      const lists = await Promise.all(
        Object.entries(teams).map(async ([team, approvers]) => {
          const named = await Promise.all(
            approvers.map(async (id) => (id.startsWith('S') ? group(id, asking) : alone(id, now))),
          );
          return { team, named, ids: [...new Set(named.flatMap(({ value }) => value))] };
        }),
      );
      const ids = new Set([...lists.flatMap((list) => list.ids), ...(asking.fresh ?? [])]);
      const known = await Promise.all([...ids].map((id) => person(id, asking)));
      return rosterOf(lists, known, now());
    },
  };
}

type Listed = {
  readonly team: string;
  readonly ids: readonly string[];
  readonly named: readonly KeptAnswer<readonly string[]>[];
};

function alone(id: string, now: () => number): KeptAnswer<readonly string[]> {
  return { value: [id], at: now() };
}

/** Members only, each once; as old as the oldest of what it is made of. */
function rosterOf(
  lists: readonly Listed[],
  known: readonly KeptAnswer<Known>[],
  now: number,
): RosterRead {
  const members = new Set(
    known.flatMap(({ value: { id, standing } }) => (standing === 'member' ? [id] : [])),
  );
  const ages = [...known, ...lists.flatMap(({ named }) => named)].map(({ at }) => now - at);
  const same = known.flatMap(({ value: { id, same } }) => (same === null ? [] : [[id, same]]));
  return {
    teams: Object.fromEntries(
      lists.map(({ team, ids }) => [team, ids.filter((id) => members.has(id))]),
    ),
    ageMs: Math.max(0, ...ages),
    ...(same.length === 0 ? {} : { same: Object.fromEntries(same) }),
  };
}

/** Who is one with whom concerns rosters alone. */
function outward({ id, name, standing, zone }: Known): Awaited<ReturnType<People['person']>> {
  return { id, name, standing, ...(zone === undefined ? {} : { zone }) };
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
      same: samePerson(profile.email),
    };
  } catch (error) {
    if (
      error instanceof SlackSaidNo &&
      (error.word === 'user_not_found' || error.word === 'user_not_visible')
    )
      return { id, name: id, standing: 'outside', same: null };
    throw asFault('users.info', error);
  }
}

/** Stands for an address and does not tell it: the record needs to know who is one, not where. */
function samePerson(email: string | null | undefined): string | null {
  const address = email?.trim().toLowerCase() ?? '';
  return address === '' ? null : createHash('sha256').update(address).digest('hex').slice(0, 16);
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
