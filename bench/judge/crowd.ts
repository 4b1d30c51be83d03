import type { Fault } from './kinds.ts';
import { type Count, nameOf, sideOf, type TraceLook, type Value } from './names.ts';
import type { Chance } from './random.ts';
import type { World } from './world.ts';

type Crowd = {
  readonly read: Pick<TraceLook, 'people' | 'users' | 'memory'>;
  readonly left: readonly Count[];
};

/** Users, memory and the people who meet errors: looked at every five minutes. */
export function crowdOf(
  chance: Chance,
  world: World,
  fault: Fault,
  every: number,
): (minute: number) => Crowd {
  const everyone = Math.max(5, world.perMinute / 4);
  const [met, odd] = [{ people: 0 }, { people: 0 }];
  const bases = world.luck.map(() => chance.between(0.8, 1.2) * 4e8);
  let users: readonly Value[] = [];
  const read = { people: [], users: [], memory: [] };
  return (minute) => {
    const { people } = fault;
    if (people) met.people += chance.poisson((people.anHour * every) / 60);
    // Now and then somebody meets an error that nobody had before, on a sound build too.
    if (odd.people < 2) odd.people += chance.poisson(every / 600);
    if (minute % 5 !== 0) return { read, left: leftOf(chance, users, fault, every) };
    const groups = [
      { group: 'met', fatal: people?.fatal ?? false, known: 'new', ...met, oldPeople: 0 } as const,
      { group: 'odd', fatal: false, known: 'new', ...odd, oldPeople: 0 } as const,
      { group: 'old', fatal: false, known: 'known', people: 5, oldPeople: 90 } as const,
    ].filter((group) => group.people > 0);
    users = bases.map((_, index) => {
      const isNew = index === world.servers;
      const came = isNew ? fault.staying * (1 - Math.exp(-minute / 15)) : 1;
      const mean = everyone * (world.shares[index] ?? 1) * came;
      return {
        side: sideOf(world, index),
        server: nameOf(world, index),
        value: chance.poisson(mean),
      };
    });
    const memory = bases.map((base, index) => {
      const isNew = index === world.servers;
      const leak = isNew ? (fault.leakAnHour * minute) / 60 : 0;
      const filling = isNew ? 0.2 * (1 - Math.exp(-minute / 40)) : 0.2;
      const value = base * (1 + leak + filling + 0.01 * chance.normal());
      return { side: sideOf(world, index), server: nameOf(world, index), value };
    });
    return { read: { people: groups, users, memory }, left: leftOf(chance, users, fault, every) };
  };
}

/** Of a hundred users two leave a minute, everywhere. */
const leaves = 0.02;

function leftOf(
  chance: Chance,
  users: readonly Value[],
  { leaving }: Fault,
  every: number,
): readonly Count[] {
  return (['new', 'old'] as const).map((side) => {
    const there = users.reduce((sum, one) => sum + (one.side === side ? one.value : 0), 0);
    const all = there * every;
    const bad = chance.poisson(all * leaves * (side === 'new' ? leaving : 1));
    return { signal: 'sessions', side, server: '', bad, all };
  });
}
