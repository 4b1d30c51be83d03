import { describe, expect, it } from 'vitest';
import { mayByDefault } from '../../../src/release/authority/may.ts';
import { type RunStep, jobInTheWay } from '../../../src/release/state/job-run.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { waitingFor } from '../../../src/release/waiting-for.ts';
import { waitingWords } from '../../../src/texts/waiting-words.ts';
import { cardMessage } from '../../../src/views/card/card.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { aRun, clearCache, endedWell, overStep } from '../../support/a-run.ts';
import { observed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { noon } from '../../support/noon.ts';
import { olds } from '../way-of-servers.ts';
import { story } from '../../support/thread-samples.ts';

const waits: RunStep = { on: 'web2', tries: 0, state: { kind: 'waiting' } };
const runs = [aRun([overStep('web1', endedWell), waits])];
const requested = { kind: 'requested', since: noon } as const;
const moving = { release: 'rel_ALL', carries: [], migrating: false };
const looked = (one: Release, of = runs, more = {}) =>
  given(one, { line: line({ runs: of, ...more }) }).after(observed(noon, olds(4))).release.phase
    .kind;

describe('a release that is to start while a job runs', () => {
  const kinds = [
    ['a pre-release', prerelease(requested), {}],
    ['a release', release(requested), { moving }],
  ] as const;

  it.each(kinds)('waits until the job is over: %s', (_name, one, more) => {
    expect(looked(one, runs, more)).toBe('requested');
    expect(looked(one, [aRun([overStep('web1', endedWell)])], more)).toBe('launching');
    expect(looked(one, [], more)).toBe('launching');
  });

  it.each(kinds)('waits for no job that may run at any time: %s', (_name, one, more) => {
    const anytime = [aRun([waits], { rules: { ...clearCache.rules, anytime: true } })];
    expect(looked(one, anytime, more)).toBe('launching');
    expect(jobInTheWay(line({ runs: [...anytime, ...runs] }))).toMatchObject({ id: 'run_1' });
  });

  it('keeps no way back waiting', () => {
    expect(looked(release(requested, { kind: 'return' }), runs, { moving })).toBe('launching');
  });

  it('says what it waits for, who runs it, and what ends it', () => {
    const behind = line({ runs });
    const words = waitingFor(behind, prerelease(requested), noon).map((wait) =>
      waitingWords(wait, mayByDefault),
    );
    expect(words).toContainEqual({
      what: 'the job clear-cache of board runs, asked by Ana R.',
      who: 'whoever may run it, with `/release run-stop board`',
    });
    const facts = story({ line: behind, prerelease: prerelease(requested) });
    const card = JSON.stringify(cardMessage(facts).content.rich);
    expect(card).toContain('board 1.42.0 waits: a job of board runs');
    expect(card).toContain('Waiting: clear-cache runs, asked by Ana R.');
    expect(card).toContain('`/release run-stop board` ends it');
  });
});
