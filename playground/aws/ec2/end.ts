import { happened, type World } from '../world.ts';
import type { Instance, Move } from './compute.ts';
import { switchOn } from './launch.ts';

/** A stopped server begins to run again. */
export function bringUp(world: World, instance: Instance): void {
  const now = world.clock.now();
  instance.launchedAtMs = now;
  instance.moves = [
    { state: 'pending', atMs: now },
    { state: 'running', atMs: now + world.pace.bootMs },
  ];
  switchOn(world, instance);
  happened(world, 'started', instance.id);
}

const byCaller: Move['reason'] = [
  'Client.UserInitiatedShutdown',
  'Client.UserInitiatedShutdown: User initiated shutdown',
];

/** A server begins to stop, or to be no more; its process ends at once. */
export function bringDown(
  world: World,
  instance: Instance,
  to: 'stopped' | 'terminated',
  reason: Move['reason'] = byCaller,
): void {
  const now = world.clock.now();
  const { stopMs, terminateMs } = world.pace;
  const isStop = to === 'stopped';
  const way = reason === undefined ? {} : { reason };
  instance.moves = [
    ...instance.moves.filter(({ atMs }) => atMs <= now),
    { state: isStop ? 'stopping' : 'shutting-down', atMs: now, ...way },
    { state: to, atMs: now + (isStop ? stopMs : terminateMs), ...way },
  ];
  if (isStop) world.machines.switchOff(instance.id);
  else world.machines.destroy(instance.id);
  happened(world, isStop ? 'stopped' : 'terminated', instance.id);
}
