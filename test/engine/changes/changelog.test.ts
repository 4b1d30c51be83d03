import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import { compare } from '../../../src/engine/changes/changelog.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Source } from '../../../src/ports/source.ts';
import type { Changelog } from '../../../src/changes/changelog.ts';
import { build } from '../../support/a-release.ts';

const [old, fresh] = [build('1'), build('2')];
const log: Changelog = {
  service: 'board',
  from: { version: '1', commit: old.commit },
  to: { version: '2', commit: fresh.commit },
  changes: [],
  removed: [],
  url: null,
};

function means(changes: Source['changes']) {
  const ledger = memoryLedger({ realTime: () => 0, sleep: async () => undefined });
  const source: Source = {
    changes,
    contains: async () => true,
    within: async () => [],
    containsAny: async () => true,
  };
  return { ledger, source: () => source };
}

describe('what changes between two builds', () => {
  it('is read from the repository once', async () => {
    let asked = 0;
    const davy = means(async () => {
      asked += 1;
      return log;
    });
    expect(await compare(davy, 'board', fresh, old)).toEqual({ kind: 'known', log });
    expect(await compare(davy, 'board', fresh, old)).toEqual({ kind: 'known', log });
    expect(asked).toBe(1);
  });

  it('is read anew where the version was built of another commit', async () => {
    const davy = means(async (from, to) => ({
      ...log,
      from: { version: from.version, commit: from.commit },
      to: { version: to.version, commit: to.commit },
    }));
    await compare(davy, 'board', fresh, old);
    expect(await compare(davy, 'board', fresh, { ...old, commit: 'other' })).toMatchObject({
      log: { from: { commit: 'other' } },
    });
  });

  it('stays unknown while the repository does not answer, and is known later', async () => {
    let answers = false;
    const davy = means(async () => {
      if (!answers) throw new UpstreamError('git', 'reading board');
      return log;
    });
    expect(await compare(davy, 'board', fresh, old)).toEqual({
      kind: 'unread',
      because: 'git failed while reading board',
    });
    answers = true;
    expect(await compare(davy, 'board', fresh, old)).toMatchObject({ kind: 'known' });
  });

  it('is nothing where nobody said what is live, and where no repository is named', async () => {
    const davy = means(async () => log);
    expect(await compare(davy, 'board', fresh)).toMatchObject({ kind: 'none' });
    expect(await compare(davy, 'board', fresh, fresh)).toMatchObject({ kind: 'none' });
    expect(await compare({ ...davy, source: () => null }, 'board', fresh, old)).toEqual({
      kind: 'none',
      why: 'no-source',
    });
  });
});
