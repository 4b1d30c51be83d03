import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that need a whole playground for minutes: they take turns (test/support/one-world.ts), so
 * each is one after the other the longest way to the end.
 */
const worlds: readonly string[] = [
  'browser/stories',
  'stories/play',
  'secrets/secrets',
  'kills/kills',
];

/** What takes long beside them. */
const long: readonly string[] = [
  'simulation/planted',
  'adapters/embedded-postgres',
  'browser/gallery',
  'stories/traffic',
  'stories/ec2',
  'contracts/',
  'playground/',
];

/**
 * Lets one worker go from world to world while the other does everything else; two worlds beside
 * each other would only wait. Files that share what they import come last, the quick ones after
 * all: they fill up what is left at the end, and one worker takes many of them, which it can only
 * while they follow each other.
 */
class OneWorldAfterAnother extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const inOrder = files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    const sorted = inOrder.filter(({ project }) => project.config.isolate);
    const last = inOrder
      .filter(({ project }) => !project.config.isolate)
      .toSorted((a, b) => b.project.name.localeCompare(a.project.name));
    const named = (names: readonly string[]) =>
      names.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.includes(`/test/${name}`)));
    const [first, ...turns] = named(worlds);
    const slow = named(long).filter((file) => file !== first && !turns.includes(file));
    const between = sorted.filter(
      (file) => file !== first && !turns.includes(file) && !slow.includes(file),
    );
    const share = Math.ceil(between.length / Math.max(1, turns.length));
    return [
      ...(first ? [first] : []),
      ...slow,
      ...turns.flatMap((turn, i) => [turn, ...between.slice(i * share, (i + 1) * share)]),
      ...(turns.length === 0 ? between : []),
      ...last,
    ];
  }
}

/**
 * Tests that reach nothing outside their process; `npm run quick` runs these. One that does is told
 * so by test/support/nothing-outside.ts, and its file is called *.server.test.ts.
 */
const quick: readonly string[] = [
  'test/{architecture,architecture-planted,exported-names,manifest,nothing-outside,papers}.test.ts',
  'test/{changes,command-kit,commands,config,engine,process}/**/!(*.server).test.ts',
  'test/{release,service,summary,terminal,time,views}/**/!(*.server).test.ts',
  'test/simulation/planted-places.test.ts',
];

/** Tests that import the SDK of AWS, which takes longer than they do. */
const sdk: readonly string[] = ['test/{adapters/ec2-*,playground/aws,vendors}/**/*.test.ts'];

export default defineConfig({
  test: {
    sequence: { sequencer: OneWorldAfterAnother },
    maxWorkers: 2,
    // Davy is started as a process a hundred times; most of that goes into reading its source.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    // Tests wait for what they need; this only ends what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: [...quick],
          // What they import takes longer than most of them.
          isolate: false,
          setupFiles: ['test/support/nothing-outside.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'sdk', include: [...sdk], isolate: false },
      },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: [...quick, ...sdk] },
      },
    ],
  },
});
