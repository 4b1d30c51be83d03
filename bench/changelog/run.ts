import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitSource } from '../../src/adapters/git/source.ts';
import type { Build } from '../../src/release/state/build.ts';
import { generate, git } from './generate.ts';

/** One range of one repository: how long Davy took for its changelog, and plain git for its log. */
export type Range = {
  readonly commits: number;
  readonly range: number;
  readonly changes: number;
  readonly ms: number;
  readonly gitLogMs: number;
  readonly ratio: number;
  readonly firstCopyMs: number;
};

/** The last line of the benchmark. */
export type ChangelogResult = {
  readonly bench: 'changelog';
  readonly here: Range;
  readonly generated: Range;
};

/** How much is generated and how often each side is measured. */
export type Size = { readonly commits: number; readonly range: number; readonly rounds: number };

const usual: Size = { commits: 100_000, range: 5_000, rounds: 5 };
const mostMs = 2_000;

/**
 * The changelog of this repository and of a generated one, beside `git log` of the same range in
 * the same copy, in turn.
 */
export async function changelogBench(
  say: (line: string) => void,
  size: Size = usual,
): Promise<{ readonly result: ChangelogResult; readonly faults: readonly string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-bench-'));
  try {
    const here = fileURLToPath(new URL('../..', import.meta.url));
    const own = await measure(
      dir,
      'here',
      here,
      git(here, ['rev-list', '--max-parents=0', 'HEAD']).slice(0, 40),
      size.rounds,
      say,
    );
    const big = join(dir, 'generated.git');
    say(`generating ${size.commits} commits`);
    await generate(big, size.commits);
    const generated = await measure(
      dir,
      'generated',
      big,
      git(big, ['rev-parse', `main~${size.range}`]),
      size.rounds,
      say,
    );
    const faults =
      generated.ms > mostMs
        ? [`${generated.range} commits took ${generated.ms} ms, more than ${mostMs}`]
        : [];
    return { result: { bench: 'changelog', here: own, generated }, faults };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(
  dir: string,
  name: string,
  repository: string,
  from: string,
  rounds: number,
  say: (line: string) => void,
): Promise<Range> {
  const to = git(repository, ['rev-parse', 'HEAD']);
  const directory = join(dir, `${name}-copies`);
  const read = () => sourceOf(name, repository, directory).changes(build(from), build(to));
  const [firstCopyMs] = await timed(read);
  const copy = join(directory, readdirSync(directory)[0] ?? '');
  const [davy, plain]: [number[], number[]] = [[], []];
  let changes = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const [ms, log] = await timed(read);
    davy.push(ms);
    changes = log.changes.length;
    plain.push(
      (await timed(async () => git(copy, ['log', '--first-parent', `${from}..${to}`])))[0],
    );
    const [own, gits] = [Math.round(ms), Math.round(plain.at(-1) ?? 0)];
    say(`${name}, round ${round}: Davy ${own} ms, git log ${gits} ms`);
  }
  const [ms, gitLogMs] = [middle(davy), middle(plain)];
  const count = (range: string) =>
    Number(git(copy, ['rev-list', '--count', '--first-parent', range]));
  return {
    commits: count(to),
    range: count(`${from}..${to}`),
    changes,
    ms: Math.round(ms),
    gitLogMs: Math.round(gitLogMs),
    ratio: Number((ms / gitLogMs).toFixed(1)),
    firstCopyMs: Math.round(firstCopyMs),
  };
}

/** Davy's own reading of a repository, which waits as long as it takes. */
function sourceOf(service: string, repository: string, directory: string) {
  return gitSource({
    service,
    repository,
    tag: null,
    web: null,
    projects: ['BRD'],
    paths: [],
    migrations: null,
    silentMs: 30_000,
    directory,
    patience: {
      waitMs: 600_000,
      pauseMs: 0,
      now: () => performance.now(),
      failed: () => undefined,
    },
  });
}

/** How long it took (ms), and what came of it. */
async function timed<Value>(act: () => Promise<Value>): Promise<readonly [number, Value]> {
  const began = performance.now();
  const value = await act();
  return [performance.now() - began, value];
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function build(commit: string): Build {
  return {
    service: 'bench',
    version: commit.slice(0, 12),
    commit,
    image: 'bench',
    checks: { passed: 0, failed: 0 },
    registeredAt: 0,
  };
}
