import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/release/state/line.ts';
import { serviceMessagesOf } from '../../../src/views/service/service-messages.ts';
import { build, line } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { boardService } from '../../support/thread-samples.ts';
import { faultsOf } from '../lint.ts';

const found = (
  ...all: readonly (readonly [version: string, servers: number, registered: boolean])[]
) =>
  line({
    live: null,
    found: all.map(([version, servers, registered]) => ({ version, servers, registered })),
  });
const draw = (of: Line) => serviceMessagesOf({ line: of, service: boardService, now: noon });
const shown = (of: Line) => JSON.stringify(draw(of)[0]?.content.rich);

describe('the first question: what is live', () => {
  it.each<[string, Line]>([
    ['one version', found(['1.41.0', 4, true])],
    ['two versions', found(['1.41.0', 3, true], ['1.40.0', 1, true])],
    ['one that CI has not registered', found(['1.41.0', 4, false])],
    ['a name with markup', found(['<!channel>*x*', 1, false])],
    ['an answer', { ...found(['1.41.0', 4, true]), live: build('1.41.0') }],
  ])('keeps every rule with %s', (_, of) => {
    expect(draw(of).flatMap(({ content }) => faultsOf(content))).toEqual([]);
  });

  it('offers one press for each version that could be recorded', () => {
    expect(
      shown(found(['1.41.0', 3, true], ['1.40.0', 1, true])).match(/"value":"board [^"]+"/g),
    ).toEqual(['"value":"board 1.41.0"', '"value":"board 1.40.0"']);
    expect(shown(found(['1.41.0', 4, true]))).toContain('Record 1.41.0 as Live');
  });

  it('waits for CI where the version is not registered', () => {
    expect(shown(found(['1.41.0', 4, false]))).toContain('CI has to register 1.41.0 first');
    expect(shown(found(['1.41.0', 4, false]))).not.toContain('"button"');
  });

  it('takes its button away once answered, and is not asked of those who never wondered', () => {
    const answered = draw({ ...found(['1.41.0', 4, true]), live: build('1.41.0') });
    expect(JSON.stringify(answered)).not.toContain('"button"');
    expect(answered).toMatchObject([{ post: false, kind: 'adopt', subject: 'line:board' }]);
    expect(draw(line())).toEqual([]);
    expect(draw(line({ live: null, found: [] }))).toEqual([]);
  });
});
