import { templateOf, versionOf } from '../ec2/find.ts';
import { happened, type World } from '../world.ts';
import { dismiss } from './members.ts';
import { activeRefresh, type Member, type Refresh, type ScalingGroup } from './scaling.ts';

/** A refresh that waits for protected servers gives up after so long. */
const patienceMs = 3_600_000;

/** How far a refresh is: who still has to go, and who has settled in. */
export function progressOf(world: World, group: ScalingGroup, refresh: Refresh) {
  const now = world.clock.now();
  const goal = String(versionOf(templateOf(world, refresh.goal.id), refresh.goal.version));
  const isRollback = refresh.status === 'RollbackInProgress';
  const isDone = (one: Member) =>
    one.version === goal &&
    (isRollback || refresh.preferences.skipMatching || one.joinedAtMs >= refresh.startedAtMs);
  const members = [...group.members.values()].filter((one) => one.lifecycle !== 'Terminating');
  const old = members.filter((one) => !isDone(one));
  const isWarm = (one: Member) =>
    one.lifecycle === 'InService' && now - one.joinedAtMs >= refresh.preferences.warmupMs;
  const settled = members.filter((one) => isDone(one) && isWarm(one)).length;
  const percent =
    refresh.total === 0 ? 100 : Math.min(100, Math.floor((settled / refresh.total) * 100));
  return { old, settled, percent, ready: old.filter(isWarm).length + settled };
}

/** Replaces as many as may be out of service at once; waits at checkpoints; ends. */
export function stepRefresh(world: World, group: ScalingGroup): void {
  const refresh = activeRefresh(group);
  if (refresh === undefined || group.suspended.has('InstanceRefresh')) return;
  const now = world.clock.now();
  if (refresh.status === 'Pending') refresh.status = 'InProgress';
  const { old, percent, ready } = progressOf(world, group, refresh);
  if (old.length === 0 && percent >= 100) return end(world, group, refresh);
  if (now < refresh.waitsUntilMs || isAtCheckpoint(refresh, percent, now)) return;
  const { minHealthy, protectedOnes } = refresh.preferences;
  const free = old.filter((one) => protectedOnes === 'Refresh' || !one.isProtected);
  if (free.length === 0) return waitOrGiveUp(refresh, old, now);
  const mayBeOut = Math.max(1, Math.floor((refresh.total * (100 - minHealthy)) / 100));
  const out = refresh.total - ready;
  for (const member of free.slice(0, Math.max(0, mayBeOut - out))) {
    dismiss(world, group, member);
    refresh.progressAtMs = now;
  }
}

/** The share of replaced servers at which a refresh holds, each once. */
function isAtCheckpoint(refresh: Refresh, percent: number, now: number): boolean {
  const next = refresh.preferences.checkpoints[refresh.passedCheckpoints];
  if (refresh.status !== 'InProgress' || next === undefined || percent < next) return false;
  refresh.passedCheckpoints += 1;
  refresh.waitsUntilMs = now + refresh.preferences.checkpointMs;
  refresh.reason = `Waiting at the checkpoint of ${next} percent`;
  return true;
}

function waitOrGiveUp(refresh: Refresh, old: readonly Member[], now: number): void {
  if (old.length === 0 || now - refresh.progressAtMs < patienceMs) return;
  refresh.status = 'Failed';
  refresh.endedAtMs = now;
  refresh.reason = 'Instances protected from scale in have not been released in time';
}

/** Only a refresh that ended well changes what the group launches from then on. */
function end(world: World, group: ScalingGroup, refresh: Refresh): void {
  refresh.endedAtMs = world.clock.now();
  refresh.reason = undefined;
  group.template = refresh.goal;
  refresh.status = refresh.status === 'RollbackInProgress' ? 'RollbackSuccessful' : 'Successful';
  happened(world, `refresh ${refresh.status}`, group.name);
}
