import type { Server } from '../../release/state/servers.ts';
import { type Ec2Look, servingAs } from './look.ts';
import {
  type Ec2Machine,
  isEnding,
  isSpare,
  isStopped,
  scalingGroupOf,
  slotOf,
} from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { CountedUsers } from './sticky-users.ts';
import { tagNames } from './tags.ts';

type Patience = Pick<Ec2FleetOptions, 'startsWithinMs' | 'now'>;
type Shown = Patience & Pick<Ec2FleetOptions, 'spares' | 'configure'>;

/** The servers that a look shows. What is stopped, nobody's and no spare is not shown. */
export function serversIn(look: Ec2Look, options: Shown, users: CountedUsers): readonly Server[] {
  return look.machines.flatMap((machine) => {
    const { release, version } = look.bearing(machine);
    const target = servingAs(look, machine.id);
    const kept = options.spares && target === null ? keptState(machine) : null;
    if (kept !== null) return [keptServer(look, machine, kept, options)];
    if (isStopped(machine) && release === '') return [];
    return {
      id: machine.id,
      version,
      release,
      slot: slotOf(machine),
      state: stateOf(look, machine, options),
      joined: target !== null && !isEnding(machine),
      admits: takesUsers(look, machine),
      share: look.sticks ? null : isEnding(machine) ? 0 : (look.shares.get(machine.id) ?? 0),
      // Where traffic is shared out, the requests of a second.
      users: isEnding(machine) ? null : users(machine),
      protected: isProtected(machine),
    };
  });
}

/** A spare, or one that is just becoming one; null for all others. */
function keptState(machine: Ec2Machine): 'spare' | 'leaving' | null {
  if (isSpare(machine)) return 'spare';
  return machine.state === 'stopping' && machine.tags[tagNames.spare] !== undefined
    ? 'leaving'
    : null;
}

/** Nobody's: its image is what can be started on it, or a job puts every build there. */
function keptServer(
  look: Ec2Look,
  machine: Ec2Machine,
  state: 'spare' | 'leaving',
  { configure }: Shown,
): Server {
  return {
    id: machine.id,
    version: configure ? '' : look.bearing(machine).version,
    release: '',
    slot: 0,
    state,
    joined: false,
    admits: false,
    share: look.sticks ? null : 0,
    users: null,
    protected: isProtected(machine),
  };
}

/**
 * Whether a server is open: it was let in, or was there before Davy, or its group gets traffic. One
 * that its group does not know well yet is open only where none of it is well: all get some then.
 */
export function takesUsers(look: Ec2Look, machine: Ec2Machine): boolean {
  const target = servingAs(look, machine.id);
  if (target === null || isEnding(machine)) return false;
  if (look.sticks || target.health === 'initial') return (look.shares.get(machine.id) ?? 0) > 0;
  const gets = look.serving.some(
    ({ id, group }) => id === machine.id && (look.rule.weights.get(group) ?? 0) > 0,
  );
  return gets || machine.tags[tagNames.open] !== 'no';
}

/** How a server is: EC2 says whether its machine runs, the balancer whether its service does. */
export function stateOf(look: Ec2Look, machine: Ec2Machine, patience: Patience): Server['state'] {
  if (isEnding(machine)) return 'leaving';
  if (machine.state === 'pending') return 'starting';
  if (isStopped(machine)) return 'unhealthy';
  if (machine.state !== 'running') return 'unknown';
  const target = servingAs(look, machine.id);
  if (target === null) return waitingState(look, machine, patience);
  switch (target.health) {
    case 'healthy':
      return 'ready';
    case 'initial':
      // Nobody is let in who was not well: its own group only has to find that out again.
      if (machine.tags[tagNames.open] !== undefined) return 'ready';
      return isOfDavy(machine) ? waitingState(look, machine, patience) : 'starting';
    case 'unhealthy':
    case 'unused':
      return 'unhealthy';
    case 'unknown':
      return 'unknown';
  }
}

/** A server that serves in no group yet: one from before Davy is checked by nobody. */
function waitingState(
  { waiting, configured }: Ec2Look,
  machine: Ec2Machine,
  { startsWithinMs, now }: Patience,
): Server['state'] {
  const { tags } = machine;
  // Its group has just started it, and lets it into its target groups itself.
  const isComing = scalingGroupOf(machine) !== null && now() - machine.startedAt < startsWithinMs;
  if (isComing && tags[tagNames.prepare] === undefined) return 'starting';
  if (!isOfDavy(machine)) return 'unhealthy';
  const begun = tags[tagNames.prepare];
  if (begun === undefined) return 'bare';
  const isLate = now() - Number(begun) >= startsWithinMs;
  const job = configured.get(machine.id);
  if (job === 'failed') return 'unhealthy';
  // Beginning it again begins it once: who does not answer may not have been up yet.
  if (job === 'none' || job === 'unheard') return isLate ? 'unhealthy' : 'bare';
  if (job === 'running') return isLate ? 'unhealthy' : 'starting';
  // Who knows would have to answer first, however late it is.
  if (waiting === null) return 'unknown';
  const health = waiting.find(({ id }) => id === machine.id)?.health;
  // It was noted and went no further: nobody checks it before it is asked for again.
  if (health === undefined) return isLate ? 'unhealthy' : 'bare';
  if (health === 'healthy') return 'ready';
  if (health === 'unknown') return isLate ? 'unhealthy' : 'unknown';
  return isLate ? 'unhealthy' : 'starting';
}

function isOfDavy({ tags }: Ec2Machine): boolean {
  return tags[tagNames.release] !== undefined;
}

/**
 * What is not known to be switched off is taken for protected, so that it is switched off by an
 * order before anything is destroyed. Spot servers cannot be protected.
 */
function isProtected({ isSpot, tags }: Ec2Machine): boolean | null {
  return isSpot ? null : (tags[tagNames.guard] ?? 'on') === 'on';
}
