import { type Build, sameBuild } from '../state/build.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import { newRelease } from './new-release.ts';
import { moved, refuse } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { saidBy } from '../state/said.ts';

type Started = Extract<PersonEvent, { kind: 'return-started' }>;

/** Why nobody can go back to this build, if so: the commands and the transition ask here. */
export function returnRefusal(line: Line, build: Build): Refusal | null {
  const { service, live, moving } = line;
  const name = `${service} ${build.version}`;
  if (moving) return refuse('moving', 'rollThatBack', service);
  if (!live) return refuse('no-target', 'liveUnknown', service, []);
  if (sameBuild(live, build)) return refuse('is-live', 'isLive', name);
  const bar = blockedBecause(line, build);
  return bar === null ? null : refuse('barred', 'noWayBack', name, bar);
}

/**
 * Back to an older build after the new one went live: no approval and no evidence needed, but the
 * line stays locked and the left build barred.
 */
export function startReturn(line: Line, event: Started): Decision {
  const { id, at, by, build, plan, reason, capacity, imageFound } = event;
  const { service, live } = line;
  const no = returnRefusal(line, build);
  if (no) return no;
  if (!imageFound) return refuse('image-missing', 'noImage', `${service} ${build.version}`);
  const born: Release = {
    ...newRelease,
    id,
    kind: 'return',
    service,
    build,
    target: live,
    by,
    at,
    turn: line.seq + 1,
    note: reason,
    plan: { ...plan, batches: [0.5, 1] },
    capacity: capacity >= 1 ? capacity : 1,
    phase: { kind: 'requested', since: at },
  };
  return moved(left(line, event), null, { born });
}

/** The line moves, locked, and what served so far may not go out again. */
function left(line: Line, { id, at, by, plan, reason }: Started): Line {
  const { service, live, lock, blocked } = line;
  const moving = { release: id, carries: [], migrating: false };
  if (!live) return { ...line, moving };
  const { version, image, commit } = live;
  const { because } = saidBy(by, 'returned', reason);
  const teams = plan.signOff.map(({ team }) => team);
  return {
    ...line,
    moving,
    lock: lock ?? {
      reason: { kind: 'was-rolled-back', name: `${service} ${version}`, because },
      since: at,
      release: id,
    },
    blocked:
      blockedBecause(line, live) === null
        ? [...blocked, { version, image, because, commit, teams, at }]
        : blocked,
  };
}
