import { inProduction } from './other-prereleases.ts';
import type { RegisteredBuild } from '../state/build.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import { keptApprovals } from '../approval/kept-approvals.ts';
import type { Line } from '../state/line.ts';
import { buildRefusal, lineRefusal, olderRefusal } from './may-go-out.ts';
import { newRelease } from './new-release.ts';
import { moved, nameOf, refuse } from '../state/outcome.ts';
import { recall } from './recall.ts';
import { isOpen, type Release } from '../state/release.ts';
import { noRoomBeside } from './room-beside.ts';
import { closedTooLong } from './too-long-closed.ts';

type Requested = Extract<PersonEvent, { kind: 'prerelease-requested' }>;

/** What is asked of the line: also of a build whose image is not there yet. */
type Asked = Pick<Requested, 'at' | 'among' | 'imageFound' | 'older'> & {
  readonly build: RegisteredBuild;
};

/**
 * Why a build cannot be tried now, if it cannot: the buttons and the transition both ask here. What
 * becomes of others in production is a question to the person, and asked last.
 */
export function requestRefusal(
  line: Line,
  others: readonly Release[],
  { build, at, among, imageFound, older }: Asked,
): Refusal | null {
  const no =
    olderRefusal(line, build) ??
    lineRefusal(among === 'in-line' ? { ...line, moving: null } : line, at) ??
    buildRefusal(line, build, older === true) ??
    runsAlready(others, build);
  if (no) return no;
  if (!imageFound) return refuse('image-missing', 'noImage', `${build.service} ${build.version}`);
  const there = inProduction(line, others);
  return there.length > 0 && among === 'alone'
    ? refuse('not-alone', 'notAlone', there.map(nameOf))
    : null;
}

function runsAlready(
  others: readonly Release[],
  { service, version }: RegisteredBuild,
): Refusal | null {
  const running = others.find((other) => isOpen(other) && other.build.version === version);
  if (!running) return null;
  const { phase, by } = running;
  return refuse(
    'already-running',
    'runsAlready',
    `${service} ${version}`,
    phase.kind,
    by?.name ?? null,
  );
}

/** A build asks for a small share of users. */
export function requestPrerelease(
  line: Line,
  others: readonly Release[],
  event: Requested,
): Decision {
  const { id, build, by, at, plan, note, among } = event;
  const there = inProduction(line, others);
  const no =
    requestRefusal(line, others, event) ??
    closedTooLong(plan, `${build.service} ${build.version}`) ??
    (among === 'beside' ? noRoomBeside(there, build, plan.ways) : null);
  if (no) return no;
  const phase =
    among === 'in-line' && (there.length > 0 || line.moving)
      ? ({ kind: 'queued', since: at } as const)
      : ({ kind: 'requested', since: at } as const);
  const born: Release = {
    ...newRelease,
    id,
    kind: 'prerelease',
    service: line.service,
    build,
    target: line.live,
    by,
    at,
    turn: line.seq + 1,
    note,
    plan,
    phase,
    approvals: keptApprovals(line, others, event),
    contains: event.lineage.contains,
  };
  const replaced =
    among === 'replace'
      ? there.map((other) => ({
          release: other.id,
          because: {
            kind: 'replaced' as const,
            who: by.name,
            name: `${build.service} ${build.version}`,
          },
          by,
          end: 'replaced' as const,
        }))
      : [];
  return moved(replaced.length > 0 ? recall(line, others, replaced) : line, null, {
    born,
    effects: [{ lane: 'tickets', kind: 'plan-tickets' }],
  });
}
