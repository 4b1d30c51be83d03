import type { Build } from '../state/build.ts';
import type { Release } from '../state/release.ts';
import type { KnownSingle, Single } from '../state/single.ts';

/**
 * What a release knows of the jobs of its plan after a look. One that is not shown, or shown twice,
 * may be anything. A pre-release touches none and knows none.
 */
export function singlesAfter(
  { kind, plan, singles }: Release,
  shown: readonly Single[],
  at: number,
): readonly KnownSingle[] {
  if (kind === 'prerelease') return singles;
  return plan.ways.singles.map((name) => {
    const before = singles.find((one) => one.name === name) ?? null;
    const [one, ...more] = shown.filter((single) => single.name === name);
    const { where = '', version = null } = one ?? before ?? {};
    return one && more.length === 0
      ? afterLook(before, one, at)
      : afterLook(before, { name, where, version, state: 'unknown' }, at);
  });
}

function afterLook(before: KnownSingle | null, now: Single, at: number): KnownSingle {
  const isUnknown = now.state === 'unknown';
  const one = isUnknown ? { ...now, version: now.version ?? before?.version ?? null } : now;
  const isSame = before?.state === one.state && before.version === one.version;
  const begun = before?.begun ?? false;
  const wasDown = before?.downSince ?? null;
  const downMs = before?.downMs ?? 0;
  const seen = { ...one, begun, since: isSame ? before.since : at };
  const upAt = before?.upAt ?? null;
  if (isUp(one))
    return {
      ...seen,
      upAt: at,
      downSince: null,
      downMs: begun && wasDown !== null ? downMs + at - wasDown : downMs,
    };
  // It stopped somewhere between two looks: it counts as down from the last one at which it worked.
  return { ...seen, upAt, downSince: isUnknown ? wasDown : (wasDown ?? upAt ?? at), downMs };
}

/** One that stops finishes its work first. */
function isUp({ state }: Single): boolean {
  return state === 'running' || state === 'stopping';
}

/** Whether a job works, and with this build. */
export function works({ state, version }: Single, build: Build): boolean {
  return state === 'running' && version === build.version;
}

/** Whether every job of the plan works with the new build. */
export function areSwapped({ plan, singles, build }: Release): boolean {
  return plan.ways.singles.every((name) =>
    singles.some((one) => one.name === name && works(one, build)),
  );
}

/**
 * Whether every job that was begun was seen at work: without that nobody may say that somebody
 * finished it by hand.
 */
export function notAtWork({ singles }: Release): KnownSingle | null {
  return singles.find(({ begun, state }) => begun && state !== 'running') ?? null;
}
