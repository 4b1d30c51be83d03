import { z } from 'zod';
import type { DavyYml } from '../config/davy-yml.ts';
import { type Finding, ill, well } from './finding.ts';
import { type Account, callSlack } from './slack-call.ts';

/** Somebody whom davy.yml names, and what for. */
export type Named = { readonly id: string; readonly as: string };

/** A team that has to approve, and by how many of its people. */
export type Approving = {
  readonly team: string;
  readonly approvers: readonly string[];
  readonly least: number;
};

/** What goes along with each list: which workspace is meant. */
type Asking = Account & { readonly asked: Readonly<Record<string, string>> };

/** Everybody whom davy.yml counts on, each once. */
export function peopleNamed({ services, admins, summaries, terminal }: DavyYml): readonly Named[] {
  const ofServices = Object.entries(services).flatMap(([service, entry]): Named[] => [
    ...Object.entries(entry.teams).flatMap(([team, { approvers }]) =>
      approvers.map((id) => ({ id, as: `approves for ${team}` })),
    ),
    ...(entry.oncall === undefined ? [] : [{ id: entry.oncall, as: `on call for ${service}` }]),
    ...(entry.pager?.second?.kind === 'slack'
      ? [{ id: entry.pager.second.who, as: `called second for ${service}` }]
      : []),
    ...Object.entries(entry.jobs).flatMap(([job, { who }]) =>
      who.map((id) => ({ id, as: `may run ${job}` })),
    ),
  ]);
  const others = [
    ...admins.map((id) => ({ id, as: 'an admin' })),
    ...(summaries?.managers ?? []).map((id) => ({ id, as: 'a manager' })),
    ...Object.values(terminal).map((id) => ({ id, as: 'may approve at the terminal' })),
  ];
  const all = [...ofServices, ...others];
  return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
}

/** Every team of every service, with how many have to approve. */
export function teamsIn({ services }: Pick<DavyYml, 'services'>): readonly Approving[] {
  return Object.entries(services).flatMap(([service, { teams, prerelease }]) =>
    Object.entries(teams).map(([team, { approvers }]) => ({
      team: `${team} of ${service}`,
      approvers,
      least: prerelease.approvals,
    })),
  );
}

const Members = z.object({ users: z.array(z.string()) });
const User = z.object({
  user: z.object({ deleted: z.boolean().default(false), is_bot: z.boolean().default(false) }),
});

/** So many of a group are asked about until one is found who can be reached. */
const askedAtMost = 5;

/** Looks whether each can be reached, and whether teams have people enough to approve. */
export async function lookAtPeople(
  account: Asking,
  named: readonly Named[],
  teams: readonly Approving[],
): Promise<readonly Finding[]> {
  const met = await Promise.all(named.map((one) => meet(account, one)));
  const byId = new Map(named.map(({ id }, i) => [id, met[i]]));
  const findings = met.map(({ finding }) => finding);
  const tooFew = teams.flatMap(({ team, approvers, least }) => {
    const all = approvers.map((id) => byId.get(id));
    // Who cannot be met has a line already.
    if (!all.every((one) => one?.finding.well === true)) return [];
    const people = new Set(all.flatMap((one) => one?.people ?? []));
    return people.size >= least
      ? []
      : [
          ill(
            `team ${team} has ${people.size} approvers, and ${least} have to approve`,
            'Add people to its group, or lower prerelease.approvals: nothing is ever approved',
          ),
        ];
  });
  return [...findings, ...tooFew];
}

type Met = { readonly finding: Finding; readonly people: readonly string[] };

function meet(account: Asking, named: Named): Promise<Met> {
  return named.id.startsWith('S') ? meetGroup(account, named) : meetPerson(account, named);
}

async function meetPerson(account: Asking, { id, as }: Named): Promise<Met> {
  const state = await stateOf(account, id);
  switch (state) {
    case 'here':
      return { finding: well(`${id} is a person Slack knows`), people: [id] };
    case 'silent':
      return nobody(`${id}: Slack does not answer`, 'Try again');
    case 'gone':
      return nobody(
        `${id} (${as}) has left: the account is deactivated`,
        'Name somebody else in davy.yml',
      );
    case 'bot':
      return nobody(`${id} (${as}) is a bot`, 'Name a person in davy.yml');
    default:
      return nobody(`${id}: ${state.error}`, 'Check the id of the person in davy.yml');
  }
}

async function meetGroup(account: Asking, { id, as }: Named): Promise<Met> {
  const asked = await callSlack(account, 'usergroups.users.list', {
    usergroup: id,
    ...account.asked,
  });
  if (!asked) return nobody(`${id}: Slack does not answer`, 'Try again');
  if (!asked.answer.ok)
    return nobody(
      `${id}: ${asked.answer.error ?? 'no reason'}`,
      'Check the id of the user group in davy.yml; groups need a paid plan, else name people',
    );
  const people = Members.safeParse(asked.answer).data?.users ?? [];
  if (people.length === 0)
    return nobody(
      `the group ${id} is empty (${as})`,
      'Add people to it: an empty group means nobody',
    );
  for (const person of people.slice(0, askedAtMost)) {
    const state = await stateOf(account, person);
    if (state !== 'gone' && state !== 'bot')
      return { finding: well(`the group ${id} has ${people.length} people`), people };
  }
  return nobody(
    `nobody in the group ${id} can be reached (${as}): their accounts are deactivated`,
    'Add people who are there',
  );
}

function nobody(what: string, todo: string): Met {
  return { finding: ill(what, todo), people: [] };
}

type State = 'here' | 'gone' | 'bot' | 'silent' | { readonly error: string };

async function stateOf(account: Account, user: string): Promise<State> {
  const asked = await callSlack(account, 'users.info', { user });
  if (!asked) return 'silent';
  if (!asked.answer.ok) return { error: asked.answer.error ?? 'no reason' };
  const { deleted = false, is_bot: isBot = false } = User.safeParse(asked.answer).data?.user ?? {};
  return deleted ? 'gone' : isBot ? 'bot' : 'here';
}
