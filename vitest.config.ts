import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes, because real users, browsers and processes do; the rest fills the time beside them. */
const long: readonly string[] = ['browser/stories', 'simulation/planted', 'browser/gallery', 'adapters/embedded-postgres', 'stories/play', 'kills/kills', 'secrets/secrets'];

/** Starts the longest first: on a new machine nothing else tells which they are, and one that begins last is waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => long.findIndex((name) => moduleId.includes(`/test/${name}.test.ts`));
    return [...files].sort((a, b) => (place(b) < 0 ? 0 : 1) - (place(a) < 0 ? 0 : 1) || place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 60_000, sequence: { sequencer: LongestFirst }, maxWorkers: 2 },
});
