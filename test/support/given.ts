import type { Decision } from '../../src/release/state/decision.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { transition } from '../../src/release/transition.ts';
import { line as sampleLine } from './a-release.ts';

/** What is so before something happens. */
export type Given = {
  readonly line: Line;
  readonly release: Release;
  /** What comes of an event. */
  readonly when: (event: Event) => Decision;
  /** What is so once these have happened, one after the other; the core may refuse none of them. */
  readonly after: (...events: readonly Event[]) => Given;
};

/**
 * The core as tests speak of it: `expect(given(soaking).when(approved(soaking, ana)))`. Where no
 * line is named, nothing but the release is under way.
 */
export function given(
  release: Release | null,
  around: { readonly line?: Line; readonly others?: readonly Release[] } = {},
): Given {
  const { line = sampleLine(), others = [] } = around;
  const when = (event: Event) => transition(line, release, others, event);
  return {
    line,
    get release() {
      if (!release) throw new Error('there is no release');
      return release;
    },
    when,
    after(first, ...later) {
      if (!first) return this;
      const decision = when(first);
      if (decision.kind === 'refused')
        throw new Error(`${first.kind} is refused: ${decision.code}`);
      const next = given(decision.release, { line: decision.line, others });
      return next.after(...later);
    },
  };
}
