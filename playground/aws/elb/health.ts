import { moveOf } from '../ec2/compute.ts';
import { happened, type World } from '../world.ts';
import { balancersOf, drainMs, type Target, type TargetGroup } from './balancing.ts';

/** A state with its reason, in the words of AWS's own model of this service. */
export type TargetHealth = {
  readonly State: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  readonly Reason?: string;
  readonly Description?: string;
};

/** A target that is new to its group is not even checked for so long. */
const registeringMs = 3_000;
/** One that is no more is forgotten by its group after so long. */
const deadStaysMs = 300_000;

/** How a target is; `undefined` stands for one that its group does not have. */
export function healthOf(
  world: World,
  group: TargetGroup,
  target: Target | undefined,
): TargetHealth {
  if (target === undefined)
    return unused('Target.NotRegistered', 'Target is not registered to the target group');
  if (target.drainingFromMs !== null)
    return {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    };
  if (balancersOf(world.balancing, group.arn).length === 0)
    return unused(
      'Target.NotInUse',
      'Target group is not configured to receive traffic from the load balancer',
    );
  if (!runs(world, target.instance))
    return unused('Target.InvalidState', 'Target is in the stopped state');
  switch (target.verdict) {
    case 'healthy':
      return { State: 'healthy' };
    case 'unhealthy':
      return unhealthy(world, target);
    case 'initial':
      return world.clock.now() - target.registeredAtMs < registeringMs
        ? {
            State: 'initial',
            Reason: 'Elb.RegistrationInProgress',
            Description: 'Target registration is in progress',
          }
        : {
            State: 'initial',
            Reason: 'Elb.InitialHealthChecking',
            Description: 'Initial health checks in progress',
          };
  }
}

function unused(Reason: string, Description: string): TargetHealth {
  return { State: 'unused', Reason, Description };
}

function unhealthy({ machines }: World, { instance }: Target): TargetHealth {
  const State = 'unhealthy';
  switch (machines.pulse(instance).kind) {
    case 'bad-status':
      return {
        State,
        Reason: 'Target.ResponseCodeMismatch',
        Description: 'Health checks failed with these codes: [500]',
      };
    case 'too-late':
      return { State, Reason: 'Target.Timeout', Description: 'Request timed out' };
    case 'well':
    case 'no-answer':
      return { State, Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' };
  }
}

function runs({ compute, clock }: World, id: string): boolean {
  const instance = compute.instances.get(id);
  return instance !== undefined && moveOf(instance, clock.now()).state === 'running';
}

/**
 * Brings every group up to now: checks that were due have been made, who was to be cut off is cut
 * off, and what is dead is forgotten.
 */
export function settleTargets(world: World): void {
  for (const group of world.balancing.groups.values())
    for (const [name, target] of group.targets) {
      if (isOver(world, group, target)) {
        group.targets.delete(name);
        if (!isHeldElsewhere(world, target)) {
          world.machines.cut(target.instance);
          happened(world, 'cut', target.instance);
        }
      } else check(world, group, target);
    }
}

function isOver(world: World, group: TargetGroup, target: Target): boolean {
  const now = world.clock.now();
  if (target.drainingFromMs !== null) return now - target.drainingFromMs >= drainMs(group);
  const instance = world.compute.instances.get(target.instance);
  const { state, atMs } = instance ? moveOf(instance, now) : { state: 'terminated', atMs: 0 };
  return state === 'terminated' && now - atMs >= deadStaysMs;
}

function isHeldElsewhere({ balancing }: World, { instance }: Target): boolean {
  return [...balancing.groups.values()].some(({ targets }) =>
    [...targets.values()].some((other) => other.instance === instance),
  );
}

/** The first good check is enough for a new target; later it takes several either way. */
function check(world: World, group: TargetGroup, target: Target): void {
  if (!runs(world, target.instance)) {
    target.verdict = 'initial';
    return;
  }
  const { intervalSeconds, healthyThreshold, unhealthyThreshold } = group.check;
  const { kind, sinceMs } = world.machines.pulse(target.instance);
  const isWell = kind === 'well';
  const first = target.verdict === 'initial' ? 1 : healthyThreshold;
  const checks = isWell ? first : unhealthyThreshold;
  const from = Math.max(sinceMs, target.registeredAtMs + registeringMs);
  if (world.clock.now() - from >= checks * intervalSeconds * 1_000)
    target.verdict = isWell ? 'healthy' : 'unhealthy';
}
