import { describe, expect, it } from 'vitest';
import { makeDice } from '../simulation/random.ts';
import { hasSshd } from '../support/real-sshd.ts';
import { judge } from './judge.ts';
import { storm } from './storm.ts';

describe.skipIf(!(await hasSshd()))('jobs on a real host', () => {
  it('run once each while ssh and Davy are killed and sshd stands still', async () => {
    const size = { begins: 45, ids: 15, replicas: 3 };
    const account = await storm(size, makeDice(3).next, () => undefined);
    expect(account.faults).toEqual([]);
    expect(account.ids).toBe(15);
    expect(account.begins).toBeGreaterThanOrEqual(45);
  });
});

describe('whoever judges them', () => {
  const sound = {
    book: 'start a 100\nend a 200 7\n',
    journal: 'begins r0 90 a o1\nanswered r0 110 a o1 begun\nseen r0 300 a ended 7 exit\n',
    told: new Map([['a', { state: 'ended', code: 7 }]]),
    codes: new Map([['a', 7]]),
    kills: { davy: 0, ssh: 0, sshdStops: 0 },
  };

  it('has nothing to say where all went well', () => {
    expect(judge(sound).faults).toEqual([]);
  });

  it.each([
    ['ran twice', { book: `start a 100\n${sound.book}` }, 'started 2 times'],
    ['never ran', { book: 'end a 200 7\n' }, 'started 0 times'],
    ['was said to have ended too early', { journal: 'seen r0 199 a ended 7 exit\n' }, 'at 199'],
    ['was said to have ended, and runs', { book: 'start a 100\n' }, 'ended at undefined'],
    ['ended with another code', { journal: 'seen r0 300 a ended 0 exit\n' }, 'with 0 (exit)'],
    ['was given up', { journal: 'seen r0 300 a lost \n' }, 'is lost'],
    ['is not known at the end', { told: new Map() }, 'said to be unknown'],
  ])('notices an id that %s', (_what, change, says) => {
    const { faults } = judge({ ...sound, ...change });
    expect(faults.join('\n')).toContain(says);
  });
});
