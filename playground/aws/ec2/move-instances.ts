import { z } from 'zod';
import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, someOf } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { touchedInstances } from './arn.ts';
import { type Instance, moveOf } from './compute.ts';
import { bringDown, bringUp } from './end.ts';
import { seenInstances } from './find.ts';
import { stateTree } from './instance-answer.ts';
import { noCapacity, roomFor, takeRoom } from './launch.ts';

const ids = { InstanceId: someOf(z.string()) };
type Named = { readonly InstanceId: readonly string[] };

const touches = (world: World, { InstanceId }: Named) => touchedInstances(world, InstanceId);

/** Starts stopped servers again; starting what runs changes nothing. */
export const startInstances = action({
  input: z.strictObject(ids),
  touches,
  run(world, { InstanceId }) {
    const instances = seenInstances(world, InstanceId);
    refuse(world, instances, ['stopping', 'shutting-down', 'terminated'], 'started');
    const now = world.clock.now();
    const stopped = instances.filter((one) => moveOf(one, now).state === 'stopped');
    const places = Map.groupBy(stopped, ({ zone, type }) => `${zone}/${type}`);
    for (const [{ zone, type }, count] of [...places.values()].flatMap((some) =>
      some.slice(0, 1).map((one) => [one, some.length] as const),
    )) {
      if (roomFor(world, zone, type) < count) throw noCapacity(zone, type);
      takeRoom(world, zone, type, count);
    }
    return changed(world, instances, (one) => {
      if (stopped.includes(one)) bringUp(world, one);
    });
  },
});

/** Stops servers: their disks stay, and they can be started again. */
export const stopInstances = action({
  input: z.strictObject({ ...ids, Force: flag.default(false), Hibernate: flag.default(false) }),
  touches,
  run(world, { InstanceId }) {
    const instances = seenInstances(world, InstanceId);
    refuse(world, instances, ['pending', 'shutting-down', 'terminated'], 'stopped');
    const spot = instances.find((one) => one.spot !== null);
    if (spot !== undefined)
      throw new AwsFault(
        'UnsupportedOperation',
        `You can't stop the Spot Instance '${spot.id}' because it is associated with a one-time ` +
          'Spot Instance request.',
      );
    return changed(world, instances, (one) => {
      if (moveOf(one, world.clock.now()).state === 'running') bringDown(world, one, 'stopped');
    });
  },
});

/**
 * Terminates servers. A protected one keeps those of its own zone alive, and fails the call; those
 * of other zones are gone all the same.
 */
export const terminateInstances = action({
  input: z.strictObject({ ...ids, SkipOsShutdown: flag.optional(), Force: flag.optional() }),
  touches,
  run(world, { InstanceId }) {
    const instances = seenInstances(world, InstanceId);
    const guarded = instances.filter(
      (one) => one.isGuarded && moveOf(one, world.clock.now()).state !== 'terminated',
    );
    const kept = new Set(guarded.map(({ zone }) => zone));
    const free = instances.filter(({ zone }) => !kept.has(zone));
    const answer = changed(world, free, (one) => {
      const { state } = moveOf(one, world.clock.now());
      if (state !== 'terminated' && state !== 'shutting-down') bringDown(world, one, 'terminated');
    });
    const [first] = guarded;
    if (first === undefined) return answer;
    throw new AwsFault(
      'OperationNotPermitted',
      `The instance '${first.id}' may not be terminated. Modify its 'disableApiTermination' ` +
        'instance attribute and try again.',
    );
  },
});

function refuse(
  { clock }: World,
  instances: readonly Instance[],
  states: readonly string[],
  done: string,
): void {
  for (const one of instances) {
    const { state } = moveOf(one, clock.now());
    if (states.includes(state))
      throw new AwsFault(
        'IncorrectInstanceState',
        `The instance '${one.id}' is not in a state from which it can be ${done}.`,
      );
  }
}

function changed(
  { clock }: World,
  instances: readonly Instance[],
  change: (one: Instance) => void,
): Tree {
  const stateOf = (one: Instance) => stateTree(moveOf(one, clock.now()).state);
  return {
    instancesSet: instances.map((one) => {
      const previousState = stateOf(one);
      change(one);
      return { instanceId: one.id, previousState, currentState: stateOf(one) };
    }),
  };
}
