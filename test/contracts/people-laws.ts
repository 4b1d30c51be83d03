import { expect } from 'vitest';
import type { People } from '../../src/ports/people.ts';
import { failsFromOutside, type Laws, type PortWorld } from './contract.ts';

type Known = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly zone: string;
};

/** A directory with a group of members, an empty one, and somebody from outside. */
export type PeopleWorld = PortWorld & {
  readonly people: People;
  /** The directory as a replica knows it that has not asked yet. */
  readonly afresh: () => People;
  readonly group: { readonly id: string; readonly members: readonly string[] };
  readonly noGroup: string;
  readonly member: Known;
  readonly guest: Known;
  readonly nobody: string;
};

/** What every directory keeps to. */
export const peopleLaws: Laws<PeopleWorld> = {
  'reads who is in each team, from groups and by id, each once': async (world) => {
    const { people, group, member } = world;
    const { teams } = await people.roster({ white: [group.id, member.id], one: [member.id] });
    expect(teams['white']?.toSorted()).toEqual(
      [...new Set([...group.members, member.id])].toSorted(),
    );
    expect(teams['one']).toEqual([member.id]);
  },

  'lets nobody speak who is from outside or unknown': async (world) => {
    const { people, guest, nobody, noGroup } = world;
    const roster = await people.roster({ a: [guest.id], b: [nobody], c: [noGroup], d: [] });
    expect(roster).toMatchObject({ teams: { a: [], b: [], c: [], d: [] } });
    expect(await people.person(guest.id)).toMatchObject({ standing: 'outside' });
    expect(await people.person(nobody)).toMatchObject({ id: nobody, standing: 'outside' });
  },

  'knows a member by id and by address': async ({ people, member, guest }) => {
    const { id, name, email, zone } = member;
    expect(await people.person(id)).toMatchObject({ id, name, standing: 'member', zone });
    expect(await people.byEmail(email)).toEqual({ id, name });
    expect(await people.byEmail(guest.email)).toBeNull();
    expect(await people.byEmail('nobody@example.com')).toBeNull();
  },

  'guesses nobody while it cannot be asked': async (world) => {
    const { group, member } = world;
    await failsFromOutside(world, () => world.afresh().roster({ white: [group.id] }));
    await failsFromOutside(world, () => world.afresh().person(member.id), ['broken']);
    await failsFromOutside(world, () => world.afresh().byEmail(member.email), ['throttled']);
  },

  'says who is there as far as it knows, and never fails': async (world) => {
    const { member, nobody } = world;
    const decision = await world.afresh().presence([member.id, nobody]);
    expect(Object.keys(decision).filter((id) => id !== member.id)).toEqual([]);
    for (const what of ['broken', 'throttled', 'half-answered', 'silent'] as const) {
      world.trouble(what);
      expect(await world.afresh().presence([member.id])).toEqual({});
    }
  },
};
