import type { Because } from '../state/because.ts';
import type { Decision } from '../state/decision.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved } from '../state/outcome.ts';
import type { ConfigChange, Plan } from '../state/plan.ts';
import type { Release } from '../state/release.ts';

/** So many are read at a glance. */
const shownMost = 5;

/**
 * davy.yml says something else than when people said yes: their word was for what they read. The
 * release takes the plan of now, and is asked for anew; where that wants a longer soak it soaks on.
 */
export function askUnderNewPlan(line: Line, release: Release, now: Plan, at: number): Decision {
  const because = whatChanged(release.plan, now);
  // Its servers are there already: how many a canary gets is nothing that can change now.
  const plan = { ...now, servers: release.plan.servers };
  const next = { ...release, plan, approvals: [], rev: release.rev + 1 };
  const asked = [...new Set(release.approvals.map(({ team }) => team))].filter((team) =>
    plan.signOff.some((one) => one.team === team),
  );
  const ask = { by: { id: 'davy', name: 'Davy' }, at, teams: asked, because };
  if (release.watch.creditedMs < plan.soakMs)
    return moved(line, inPhase(next, { kind: 'soaking', since: at }));
  if (plan.automatic) return moved(line, inPhase(next, { kind: 'approved', since: at }));
  return moved(line, {
    ...inPhase(next, { kind: 'waiting', since: at }),
    asks: asked.length === 0 ? release.asks : [...release.asks, ask],
  });
}

/** The lines that differ, as davy.yml names them; none where an older Davy did not keep them. */
export function whatChanged(
  { configured: before }: Plan,
  { configured: after }: Plan,
): Extract<Because, { kind: 'plan-changed' }> {
  const lines = before && after ? [...new Set([...keysOf(before), ...keysOf(after)])] : [];
  const changes = lines.flatMap((line): ConfigChange[] => {
    const [from, to] = [valueOf(before, line), valueOf(after, line)];
    return from === to ? [] : [{ line, from, to }];
  });
  return {
    kind: 'plan-changed',
    changes: changes.slice(0, shownMost),
    more: Math.max(0, changes.length - shownMost),
  };
}

/** Once it goes out nobody compares its plan any more. */
export function withoutLines(plan: Plan): Plan {
  const { configured: _lines, ...rest } = plan;
  return rest;
}

function keysOf(configured: NonNullable<Plan['configured']>): readonly string[] {
  return Object.keys(configured);
}

function valueOf(configured: Plan['configured'], line: string): string | null {
  return configured && Object.hasOwn(configured, line) ? (configured[line] ?? null) : null;
}
