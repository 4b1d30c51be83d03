import type { Claim } from '../../src/ports/ledger.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Single } from '../../src/release/state/single.ts';
import type { Call, Decided, Oracle } from './oracle.ts';
import type { Run } from './singles.ts';

/** So much may pass beside the time a plan gives, before a look sees it and calls people. */
const slackMs = 120_000;

/** What one look showed, and whose look it was. */
type Look = { readonly fence: number; readonly singles: readonly Single[] };

/** Invariant 20: never two of one single, and none is left where nobody wants it. */
export function watchSingles(oracle: Oracle) {
  const looks = new Map<string, Look>();
  /** For which singles each release gave an order, and when first. */
  const touched = new Map<string, Map<string, number>>();
  const called = new Map<string, Set<string>>();
  const again = new Map<string, number>();
  const down = new Map<string, number>();
  /** With which version each was when the release that had swapped it ended. */
  const left = new Map<string, string>();
  const told = new Set<string>();

  function broken(text: string): void {
    if (told.has(text)) return;
    told.add(text);
    oracle.broken(20, text);
  }

  const lookOf = (claim: Claim | null | undefined) => {
    const look = looks.get(claim?.key ?? '');
    return look?.fence === claim?.fence ? (look?.singles ?? []) : [];
  };

  /** As an order leaves Davy, whatever becomes of it. */
  function issued({ kind, claim, ids, build, to }: Call): void {
    const [single] = ids;
    const release = oracle.known.get(claim?.key ?? '')?.release;
    if (kind !== 'swap' || single === undefined || !release) return;
    const shown = lookOf(claim).find(({ name }) => name === single);
    if (to === 'running' && shown?.state !== 'stopped')
      broken(`${release.id} starts ${single}, which was ${shown?.state ?? 'not seen'}`);
    if (release.kind === 'prerelease') broken(`${release.id} swaps ${single}: a pre-release`);
    if (![release.build.version, release.target?.version].includes(build?.version))
      broken(`${release.id} swaps ${single} to ${build?.version}`);
    left.delete(single);
    const mine = touched.get(release.id) ?? new Map<string, number>();
    touched.set(release.id, mine.set(single, mine.get(single) ?? oracle.now()));
  }

  /** Pages, people who let it go on, and how a release ended that swapped some. */
  function decided({ about, event, decision, release: before }: Decided): void {
    if (decision.kind !== 'moved' || !decision.release || !before) return;
    const { release: after } = decision;
    const open = called.get(after.id) ?? new Set<string>();
    for (const effect of decision.effects) {
      if (effect.kind === 'page') open.add(effect.key);
      if (effect.kind === 'resolve-page') open.delete(effect.key);
    }
    called.set(after.id, open);
    if (event.kind === 'retried' || event.kind === 'resumed') again.set(after.id, oracle.now());
    // What a person says they finished by hand is theirs.
    if (event.kind !== 'observed' || after.kind === 'prerelease') return;
    if (after.phase.kind === before.phase.kind) return;
    const shown = lookOf(about.claim);
    if (after.phase.kind === 'announcing')
      checkHome(shown, after, after.plan.ways.singles, after.build.version);
    if (before.phase.kind === 'rolling-back' && !isOpen(after))
      checkHome(shown, after, [...(touched.get(after.id)?.keys() ?? [])], after.target?.version);
  }

  function checkHome(
    shown: readonly Single[],
    { id, phase }: Release,
    names: readonly string[],
    version: string | undefined,
  ): void {
    for (const name of names) {
      const one = shown.find((single) => single.name === name);
      if (one?.version !== version || one?.state !== 'running')
        broken(`${id} is ${phase.kind}, and ${name} is ${one?.state} with ${one?.version}`);
      if (version !== undefined) left.set(name, version);
    }
  }

  /** Looked at every few seconds, from the world's own journals. */
  function check(isExcused: (since: number) => boolean): void {
    const { singles } = oracle.world;
    const shown = singles.show();
    for (const name of singles.names) {
      checkAlone(singles.runs.filter(({ single }) => single === name));
      checkOrder(name);
      const state = shown.find((one) => one.name === name)?.state;
      const isUp = singles.alive(name).length > 0 && state !== 'starting' && state !== 'unhealthy';
      if (isUp) down.delete(name);
      else if (!down.has(name)) down.set(name, oracle.now());
    }
    for (const [id, names] of touched) {
      const release = oracle.known.get(id)?.release;
      if (release && isOpen(release)) checkHeard(release, names, isExcused);
    }
  }

  function checkAlone(runs: readonly Run[]): void {
    for (const [i, one] of runs.entries())
      for (const other of runs.slice(i + 1))
        if (other.begunAt < (one.overAt ?? Infinity))
          broken(`two of ${one.single}: ${one.version}, and ${other.version} beside it`);
  }

  function checkOrder(name: string): void {
    const orders = oracle.world.singles.taken.filter(({ single }) => single === name);
    for (const [i, { turn, fence, to }] of orders.entries()) {
      const before = orders[i - 1];
      if (before && (before.turn > turn || (before.turn === turn && before.fence > fence)))
        broken(
          `the host of ${name} takes ${to} of ${turn}/${fence} ` +
            `after ${before.turn}/${before.fence}`,
        );
    }
  }

  /** Whoever took a single down sees it up again, or calls people. */
  function checkHeard(
    { id, phase, plan }: Release,
    names: ReadonlyMap<string, number>,
    isExcused: (since: number) => boolean,
  ): void {
    if (phase.kind === 'announcing' || (called.get(id)?.size ?? 0) > 0) return;
    for (const [name, first] of names) {
      const since = Math.max(down.get(name) ?? oracle.now(), first, again.get(id) ?? 0);
      const isLong = oracle.now() - since > 2 * plan.launchTimeoutMs + slackMs;
      if (isLong && !isExcused(since))
        broken(`${name} is down, ${id} had swapped it, and nobody was called`);
    }
  }

  /** When all is over each is as it was when the last release that swapped it ended. */
  function checkEnd(): void {
    check(() => true);
    const shown = oracle.world.singles.show();
    for (const [name, version] of left) {
      const one = shown.find((single) => single.name === name);
      if (one?.version !== version)
        broken(`${name} is ${one?.version} in the end, and was ${version}`);
    }
  }

  return {
    saw: ({ key, fence }: Claim, singles: readonly Single[]) =>
      void looks.set(key, { fence, singles }),
    issued,
    decided,
    check,
    checkEnd,
  };
}
