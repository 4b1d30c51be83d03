import { UpstreamError } from '../../ports/errors.ts';
import { type GroupTarget, targetsIn } from './front-door.ts';
import { type Ec2Machine, isEnding, isSpare, isWaiting } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { tagNames } from './tags.ts';

/** What each target group said last, and when (real ms). */
export type HealthMemory = Map<
  string,
  { readonly at: number; readonly targets: readonly GroupTarget[] }
>;

/** Beside machines and rule: so many groups make a look of four calls. */
const askedAtOnce = 2;
/** What is older than this is no sight of anything (ms). */
const oldestMs = 120_000;

type Asking = {
  readonly memory: HealthMemory;
  readonly machines: readonly Ec2Machine[];
  readonly options: Pick<Ec2FleetOptions, 'waiting' | 'now'>;
};

/** Asks groups, and remembers what they said. */
export async function askAll(
  reach: AwsReach,
  groups: readonly string[],
  { memory, options }: Pick<Asking, 'memory' | 'options'>,
): Promise<readonly GroupTarget[]> {
  const each = groups.map(async (group) => {
    const targets = await targetsIn(reach, [group]);
    memory.set(group, { at: options.now(), targets });
    return targets;
  });
  return (await Promise.all(each)).flat();
}

/**
 * What groups say, of which a look asks two: first those whose members are not those that tags
 * name, then those that were asked longest ago. Of more groups, health is known a look or two late.
 * The group of those who wait may not answer; null then, and nothing of the others hangs on it.
 */
export async function askInTurn(
  reach: AwsReach,
  groups: readonly string[],
  asking: Asking,
): Promise<{
  readonly serving: readonly GroupTarget[];
  readonly waiting: readonly GroupTarget[] | null;
}> {
  const { memory, machines, options } = asking;
  const wanted = machines.some(isWaiting) ? [...groups, options.waiting] : groups;
  const now = options.now();
  const ages = wanted.map((group) => ({
    group,
    age: now - (memory.get(group)?.at ?? Number.NEGATIVE_INFINITY),
    isOff: isOff(group, asking),
  }));
  const due = ages.filter(({ age, isOff }) => isOff || age > oldestMs);
  const next = ages
    .filter((one) => !due.includes(one))
    .toSorted((a, b) => b.age - a.age)
    .slice(0, Math.max(0, askedAtOnce - due.length));
  const asked = [...due, ...next].map(({ group }) => group);
  const [, isHeard] = await Promise.all([
    askAll(
      reach,
      asked.filter((group) => group !== options.waiting),
      asking,
    ),
    asked.includes(options.waiting) ? hear(reach, asking) : true,
  ]);
  const said = (group: string) => memory.get(group)?.targets ?? [];
  return {
    serving: groups.flatMap(said),
    waiting: !isHeard ? null : wanted.includes(options.waiting) ? said(options.waiting) : [],
  };
}

async function hear(reach: AwsReach, asking: Asking): Promise<boolean> {
  const { waiting } = asking.options;
  try {
    await askAll(reach, [waiting], asking);
    return true;
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    asking.memory.delete(waiting);
    return false;
  }
}

/** Whether a group has not the members that the tags of servers name, as far as is remembered. */
function isOff(group: string, { memory, machines, options }: Asking): boolean {
  const targets = memory.get(group)?.targets;
  if (targets === undefined) return true;
  const members = new Set(targets.map(({ id }) => id));
  return machines.some((machine) => {
    if (isEnding(machine)) return false;
    const belongs =
      group === options.waiting
        ? isWaiting(machine) && machine.state === 'running'
        : machine.tags[tagNames.group] === group;
    return members.has(machine.id) ? isSpare(machine) : belongs;
  });
}
