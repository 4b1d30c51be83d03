import { admitToGroups, type AtDoors, mark } from './doors.ts';
import { refuseOrder } from './faults.ts';
import { groupName, writeWeights } from './front-door.ts';
import { groupsFor } from './groups.ts';
import { servingAs } from './look.ts';
import { isEnding, type Ec2Machine } from './machines.ts';
import { tagNames } from './tags.ts';
import { sayBearing } from './weights.ts';

/** The largest weight that a rule takes. */
const weightMax = 999;

/**
 * Lets servers take new users. A group gets its weight once one of them is well in it, because
 * before that its part would be lost; whoever asks again then gets them opened.
 */
export async function admitSticky(doing: AtDoors, ids: readonly string[]): Promise<void> {
  await admitToGroups(doing, ids);
  const { look, options } = doing;
  const staying = look.machines.filter((one) => ids.includes(one.id) && !isEnding(one));
  const opens = [...groupsFor(look, staying, options)].flatMap(([group, some]) =>
    some.some(({ id }) => isWellIn(doing, id, group)) ? [group] : [],
  );
  if (opens.length > 0) await weigh(doing, { opens: new Set(opens), shuts: new Set() });
}

/**
 * Lets servers take no new users, by the weight of their groups: nobody is taken out of one, which
 * would cut whoever is there. Those that stay open go into another group first; whoever asks again
 * once they are well there gets the others shut.
 */
export async function closeSticky(doing: AtDoors, ids: readonly string[]): Promise<void> {
  const { look } = doing;
  const here = look.machines.filter(
    (one) => ids.includes(one.id) && !isEnding(one) && servingAs(look, one.id) !== null,
  );
  const shuts = new Set(
    look.serving.flatMap(({ id, group }) =>
      here.some((one) => one.id === id) && isOpen(doing, group) ? [group] : [],
    ),
  );
  if (shuts.size > 0) {
    const opens = await homesOf(doing, ids, shuts);
    if (opens === null) return;
    await weigh(doing, { opens, shuts });
  }
  for (const [group, some] of Map.groupBy(here, ({ id }) => servingAs(look, id)?.group ?? ''))
    await mark(doing, some, { open: 'no', group });
}

/**
 * The groups in which those stay open that share one with whom is to be shut; null while they are
 * not well there yet.
 */
async function homesOf(
  doing: AtDoors,
  ids: readonly string[],
  shuts: ReadonlySet<string>,
): Promise<ReadonlySet<string> | null> {
  const { look, order, reach } = doing;
  const isElsewhere = (id: string) =>
    look.serving.some(
      (one) => one.id === id && !shuts.has(one.group) && isOpen(doing, one.group) && isWell(one),
    );
  const staying = look.machines.filter(
    ({ id }) => !ids.includes(id) && (look.shares.get(id) ?? 0) > 0 && !isElsewhere(id),
  );
  const homes = new Set<string>();
  let areWell = true;
  for (const [, some] of Map.groupBy(staying, (one) => JSON.stringify(look.bearing(one)))) {
    const home = homeFor(doing, some, shuts, homes);
    homes.add(home);
    const outside = some.filter(
      ({ id }) => !look.serving.some((one) => one.id === id && one.group === home),
    );
    areWell &&= some.every(({ id }) => isWellIn(doing, id, home));
    if (outside.length === 0) continue;
    await order.stillMine();
    await reach.registerTargets(`keeping servers open in ${groupName(home)}`, {
      TargetGroupArn: home,
      Targets: outside.map(({ id }) => ({ Id: id })),
    });
    await mark(doing, some, { open: 'yes', group: home });
  }
  return areWell ? homes : null;
}

/** A group in which is nobody but those who are to stay open: opening it opens no one else. */
function homeFor(
  { look, options }: AtDoors,
  staying: readonly Ec2Machine[],
  shuts: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): string {
  const isIn = ({ id, tags }: Ec2Machine, group: string) =>
    tags[tagNames.group] === group ||
    look.serving.some((target) => target.id === id && target.group === group);
  const free = options.groups.filter(
    (group) =>
      !shuts.has(group) &&
      !taken.has(group) &&
      look.machines.every((one) => isEnding(one) || staying.includes(one) || !isIn(one, group)),
  );
  const [first] = staying;
  return (
    free.find((group) => staying.some(({ tags }) => tags[tagNames.group] === group)) ??
    free[0] ??
    refuseOrder(
      'closing a part of a target group: none is free for those of ' +
        `${first ? sayBearing(look.bearing(first)) : 'it'} that stay open`,
    )
  );
}

/** Gives each open group a weight by the servers in it, so that each server gets the same. */
async function weigh(
  { reach, order, look, options }: AtDoors,
  { opens, shuts }: { readonly opens: ReadonlySet<string>; readonly shuts: ReadonlySet<string> },
): Promise<void> {
  const counts = options.groups.flatMap((group) => {
    const stays = (look.rule.weights.get(group) ?? 0) > 0 && !shuts.has(group);
    const count = stays || opens.has(group) ? membersThatCount(look, group) : 0;
    return count > 0 ? [[group, count] as const] : [];
  });
  if (counts.length === 0) refuseOrder('closing all servers that take users');
  const most = Math.max(...counts.map(([, count]) => count));
  const scale = Math.min(1, weightMax / most);
  const weights = new Map(
    counts.map(([group, count]) => [group, Math.max(1, Math.round(count * scale))]),
  );
  const isSo = options.groups.every(
    (group) => (look.rule.weights.get(group) ?? 0) === (weights.get(group) ?? 0),
  );
  if (isSo) return;
  await order.stillMine();
  await writeWeights(reach, options, look.rule, weights);
}

/** Those that are well or were a moment ago; where none is, all that the balancer would send to. */
function membersThatCount({ machines, serving }: AtDoors['look'], group: string): number {
  const here = serving.filter(
    (target) =>
      target.group === group && machines.some((one) => one.id === target.id && !isEnding(one)),
  );
  const coming = here.filter(({ health }) => health === 'healthy' || health === 'initial');
  return coming.some(isWell)
    ? coming.length
    : here.filter(({ health }) => health !== 'unused').length;
}

function isOpen({ look }: Pick<AtDoors, 'look'>, group: string): boolean {
  return (look.rule.weights.get(group) ?? 0) > 0;
}

function isWellIn({ look }: Pick<AtDoors, 'look'>, id: string, group: string): boolean {
  return look.serving.some((one) => one.id === id && one.group === group && isWell(one));
}

function isWell({ health }: { readonly health: string }): boolean {
  return health === 'healthy';
}
