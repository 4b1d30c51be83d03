import { z } from 'zod';
import { action } from '../action.ts';
import { isSeen, moveOf } from '../ec2/compute.ts';
import { AwsFault } from '../wire/fault.ts';
import { listOf, someOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import { happened, type World } from '../world.ts';
import type { TargetGroup } from './balancing.ts';
import { groupOf, touchedOfBalancer } from './find.ts';
import { healthOf } from './health.ts';

const target = z.strictObject({
  Id: z.string(),
  Port: whole.pipe(z.int().min(1).max(65_535)).optional(),
  AvailabilityZone: z.string().optional(),
});
const named = {
  TargetGroupArn: z.string(),
  Targets: someOf(target),
};
type Named = { readonly TargetGroupArn: string };

const touches = (world: World, { TargetGroupArn }: Named) => [
  touchedOfBalancer(world, TargetGroupArn),
];

/** Lets servers into a group: those that run, and all of them or none. */
export const registerTargets = action({
  input: z.strictObject(named),
  touches,
  run(world, { TargetGroupArn, Targets }) {
    const group = groupOf(world, TargetGroupArn);
    const now = world.clock.now();
    const idle = Targets.map(({ Id }) => Id).filter((id) => {
      const instance = world.compute.instances.get(id);
      if (instance === undefined || !isSeen(instance, now))
        throw new AwsFault('InvalidTarget', `The following targets are not valid: '${id}'`);
      return moveOf(instance, now).state !== 'running';
    });
    if (idle.length > 0)
      throw new AwsFault(
        'InvalidTarget',
        'The following targets are not in a running state and cannot be registered: ' +
          `'${idle.join("', '")}'`,
      );
    for (const { Id, Port = group.port } of Targets) {
      const name = `${Id}:${Port}`;
      if (group.targets.get(name)?.drainingFromMs === null) continue;
      group.targets.set(name, {
        instance: Id,
        port: Port,
        registeredAtMs: now,
        drainingFromMs: null,
        verdict: 'initial',
      });
      happened(world, 'registered', Id);
    }
    return {};
  },
});

/**
 * Begins to let servers go: nobody new, and after the group's delay those who stayed are cut off.
 * One that is not there is no fault.
 */
export const deregisterTargets = action({
  input: z.strictObject(named),
  touches,
  run(world, { TargetGroupArn, Targets }) {
    const group = groupOf(world, TargetGroupArn);
    for (const { Id, Port } of Targets)
      for (const one of group.targets.values()) {
        const isMeant = one.instance === Id && (Port === undefined || one.port === Port);
        if (!isMeant || one.drainingFromMs !== null) continue;
        one.drainingFromMs = world.clock.now();
        happened(world, 'draining', Id);
      }
    return {};
  },
});

/** Says how targets are: those of the group, or those asked for, which may not be in it. */
export const describeTargetHealth = action({
  input: z.strictObject({
    TargetGroupArn: z.string(),
    Targets: listOf(target).default([]),
    Include: listOf(z.string()).optional(),
  }),
  run(world, { TargetGroupArn, Targets }) {
    const group = groupOf(world, TargetGroupArn);
    const asked = Targets.map(({ Id, Port = group.port }) => ({ Id, Port }));
    const own = [...group.targets.values()].map(({ instance: Id, port: Port }) => ({ Id, Port }));
    return {
      TargetHealthDescriptions: (asked.length > 0 ? asked : own).map((one) =>
        healthTree(world, group, one),
      ),
    };
  },
});

function healthTree(
  world: World,
  group: TargetGroup,
  { Id, Port }: { readonly Id: string; readonly Port: number },
): Tree {
  return {
    Target: { Id, Port },
    HealthCheckPort: String(Port),
    TargetHealth: healthOf(world, group, group.targets.get(`${Id}:${Port}`)),
  };
}
