import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import { lineageOf } from '../../../src/engine/changes/lineage.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Source } from '../../../src/ports/source.ts';
import type { Build } from '../../../src/release/state/build.ts';
import { noLineage } from '../../../src/changes/lineage.ts';
import { build, line, prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { worded } from '../../../src/release/state/worded.ts';

const owners = [
  { name: 'whiteboard', owns: ['server/board/**'] },
  { name: 'accounts', owns: ['server/accounts/**'] },
];
const live = build('1.41.0');
const soaking = build('1.42.0');
const fresh = build('1.42.1');

/** One build after the other; each changes the files that stand beside it. */
const history: readonly (readonly [Build, string])[] = [
  [live, 'server/board/ink.ts'],
  [soaking, 'server/accounts/name.ts'],
  [fresh, 'server/board/draw.ts'],
];

function repository(fails: (what: string) => boolean = () => false): Source {
  const place = (commit: string) => history.findIndex(([one]) => one.commit === commit);
  const say = <Answer>(what: string, answer: Answer) =>
    fails(what) ? Promise.reject(new UpstreamError('Git', what)) : Promise.resolve(answer);
  return {
    contains: (to, commit) => say('contains', place(commit) <= place(to.commit)),
    within: (to, commits) =>
      say(
        'contains',
        commits.filter((commit) => place(commit) >= 0 && place(commit) <= place(to.commit)),
      ),
    containsAny: (to, commit) => say('contains', place(commit) <= place(to.commit)),
    changes: (from, to) =>
      say(`changes since ${from.version}`, {
        service: 'board',
        from,
        to,
        removed: [],
        url: null,
        changes: history.slice(place(from.commit) + 1, place(to.commit) + 1).map(([one, file]) => ({
          commit: one.commit,
          title: file,
          author: { name: 'Eva', email: '' },
          at: 0,
          group: 'feature' as const,
          care: [],
          files: [file],
          tickets: [],
          pull: null,
        })),
      }),
  };
}

const barred = {
  version: '1.40.9',
  image: 'ami',
  because: worded('errors'),
  commit: live.commit,
  teams: ['accounts'],
  at: 0,
};

async function ask(source: Source | null, to = fresh, blocked = [barred]) {
  const ledger = memoryLedger({ realTime: () => 0, sleep: () => Promise.resolve() });
  const born = prerelease({ kind: 'soaking', since: noon });
  const where = line({ live, blocked });
  await ledger.decide(
    { service: 'board', release: null, event: { kind: 'time-passed', at: noon } },
    () => ({ kind: 'moved', line: where, release: null, born, effects: [], supersedes: false }),
    () => [],
  );
  return lineageOf({ ledger, source: () => source }, owners, to);
}

describe('what the repository says of a build', () => {
  it('names the teams whose paths change, what is inside, and whom it leaves alone', async () => {
    expect(await ask(repository())).toEqual({
      teams: ['whiteboard', 'accounts'],
      contains: ['1.42.0', '1.41.0', '1.40.9'],
      untouched: [{ release: 'rel_PRE', teams: ['accounts'] }],
    });
    expect(await ask(repository(), soaking)).toEqual({
      teams: ['accounts'],
      contains: ['1.41.0', '1.40.9'],
      untouched: [],
    });
  });

  it('names what it holds by a single pick, and keeps no approval for that', async () => {
    const asked: (string | null)[] = [];
    const picks: Source = {
      ...repository(),
      contains: async () => false,
      within: async () => [],
      containsAny: async (_build, commit, served) => {
        asked.push(served?.version ?? null);
        return commit === soaking.commit;
      },
    };
    expect(await ask(picks)).toMatchObject({ contains: ['1.42.0'], untouched: [] });
    // What is live has served; what it replaced is not known here.
    expect(asked).toEqual(['1.41.0', null, '1.41.0']);
  });

  it('asks once for all that lie in its history, and a few at once for the others', async () => {
    let [single, atOnce, most] = [0, 0, 0];
    const many = Array.from({ length: 5_000 }, (_, nth) => ({
      ...barred,
      version: `0.${nth}.0`,
      commit: nth < 4_950 ? live.commit : `apart${nth}`,
    }));
    const counts: Source = {
      ...repository(),
      containsAny: async (_build, commit) => {
        single += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        await Promise.resolve();
        atOnce -= 1;
        return commit === 'apart4999';
      },
    };
    const { contains } = await ask(counts, fresh, many);
    expect(contains).toHaveLength(4_953);
    expect(contains).toContain('0.4999.0');
    expect([single, most]).toEqual([50, 8]);
  });

  it('asks everybody where there is no repository, or where it does not answer', async () => {
    expect(await ask(null)).toEqual(noLineage);
    expect(await ask(repository(() => true))).toEqual(noLineage);
    expect(await ask(repository((what) => what === 'contains'))).toEqual(noLineage);
    expect(await ask(repository((what) => what === 'changes since 1.41.0'))).toMatchObject({
      teams: null,
      untouched: [{ release: 'rel_PRE', teams: ['accounts'] }],
    });
  });

  it("keeps nobody's approval where it cannot tell what changed in between", async () => {
    expect(await ask(repository((what) => what === 'changes since 1.42.0'))).toMatchObject({
      teams: ['whiteboard', 'accounts'],
      untouched: [{ release: 'rel_PRE', teams: [] }],
    });
  });

  it('asks everybody about a build that changes nothing', async () => {
    const empty = {
      ...repository(),
      changes: async () => ({
        service: 'board',
        from: live,
        to: fresh,
        removed: [],
        url: null,
        changes: [],
      }),
    };
    expect(await ask(empty)).toMatchObject({ teams: null });
  });
});
