import { describe, expect, it } from 'vitest';
import type { Among } from '../../../src/release/state/among.ts';
import { build, prerelease } from '../../support/a-release.ts';
import { prereleaseRequested } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { noon } from '../../support/noon.ts';
import { rollingBack } from '../../support/phases.ts';

const { plan } = prerelease({ kind: 'soaking', since: noon });
const apart = (sides?: number) =>
  sides === undefined ? plan : { ...plan, ways: { ...plan.ways, sides } };

/** Builds that soak already, each of its own release. */
const soaking = (...versions: readonly string[]) =>
  versions.map((version) =>
    prerelease({ kind: 'soaking', since: noon }, { id: `rel_${version}`, build: build(version) }),
  );

const ask = (sides: number | undefined, others = soaking('1.42.0'), among: Among = 'beside') =>
  given(null, { others }).when(
    prereleaseRequested({ build: build('1.44.0'), plan: apart(sides), among }),
  );

describe('a pre-release beside others, on a fleet that keeps so many versions apart', () => {
  it('is refused where its release would find no room, before anything starts', () => {
    expect(ask(4, soaking('1.42.0', '1.43.0'))).toMatchObject({
      kind: 'refused',
      code: 'not-now',
      because: {
        says: 'noRoomBeside',
        values: ['board 1.44.0', ['board 1.42.0', 'board 1.43.0'], 4],
      },
    });
    expect(ask(3)).toMatchObject({ kind: 'refused', because: { says: 'noRoomBeside' } });
  });

  it('starts where there is room, and where the fleet keeps any number apart', () => {
    expect(ask(4)).toMatchObject({ kind: 'moved', born: { phase: { kind: 'requested' } } });
    expect(ask(5, soaking('1.42.0', '1.43.0'))).toMatchObject({ kind: 'moved' });
    expect(ask(undefined, soaking('1.42.0', '1.43.0', '1.43.1'))).toMatchObject({ kind: 'moved' });
  });

  it('needs none where the others go, wait, or are not there', () => {
    expect(ask(3, soaking('1.42.0'), 'replace')).toMatchObject({ kind: 'moved' });
    expect(ask(3, soaking('1.42.0'), 'in-line')).toMatchObject({
      kind: 'moved',
      born: { phase: { kind: 'queued' } },
    });
    expect(ask(3, [prerelease(rollingBack())])).toMatchObject({ kind: 'moved' });
    expect(ask(2, [])).toMatchObject({ kind: 'moved' });
  });
});
