import type { Decision } from './decision.ts';
import type { Event } from './event.ts';
import { type Seen, sideOf } from './fleet.ts';
import type { Line } from './line.ts';
import { noted, rollBack } from './outcome.ts';
import type { Release } from './release.ts';
import { duringRelease } from './observed-release.ts';
import { duringPrerelease } from './observed-prerelease.ts';
import { duringRollback } from './observed-rollback.ts';
import { sidesOf } from './sides.ts';

/** The world was looked at: remembers what was seen and takes the next phase when the world has reached it. */
export function observed(line: Line, before: Release, event: Extract<Event, { kind: 'observed' }>): Decision {
  const sides = sidesOf(line, before, event.servers);
  const seen: Seen = { at: event.at, mine: sideOf(sides.mine), old: sideOf(sides.old) };
  const release = { ...before, seen };
  const { phase } = release;
  if (phase.kind === 'stuck') return noted(line, release);
  if (phase.kind === 'rolling-back') return duringRollback(line, release, phase, sides, event);
  if (isLate(release, event.at)) return rollBack(line, release, event.at, 'its servers did not become ready in time', null, 'failed');
  const next = release.kind === 'prerelease' ? duringPrerelease(line, before, release, sides, event.at) : duringRelease(line, release, sides, event.at);
  return next ?? noted(line, release);
}

function isLate({ phase, plan }: Release, at: number): boolean {
  const starting = phase.kind === 'launching' || phase.kind === 'joining' || phase.kind === 'configuring' || phase.kind === 'verifying';
  return starting && at - phase.since > plan.launchTimeoutMs;
}
