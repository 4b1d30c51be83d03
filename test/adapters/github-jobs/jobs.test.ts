import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubJob, gitHubPlace } from '../../../src/adapters/github-jobs/jobs.ts';
import { refused } from '../../contracts/contract.ts';
import { startGitHubActions } from '../../support/github-actions.ts';
import { deployJob } from '../../support/github-jobs-world.ts';

const order = {
  id: 'run_1.1.1',
  job: 'smoke',
  on: null,
  service: 'board',
  under: 'board.runs',
  turn: 7,
  fence: 1,
  words: { version: '1.42.0', by: 'U0ANA' },
};

let github: Awaited<ReturnType<typeof startGitHubActions>>;
beforeEach(async () => {
  github = await startGitHubActions({ token: deployJob.token });
});
afterEach(() => github.close());
const place = (change: Partial<GitHubJob> = {}) =>
  gitHubPlace({ ...deployJob, url: github.url, ...change });

describe('a workflow of GitHub', () => {
  it.each([
    [{ ref: 'nowhere' }, 'not-accepted', /422 .*No ref found/],
    [{ inputs: { color: 'red' } }, 'not-accepted', /422 .*Unexpected inputs/],
    [{ idInput: 'other' }, 'not-accepted', /422 .*Unexpected inputs/],
    [{ workflow: 'none.yml' }, 'not-accepted', /404/],
    [{ repository: 'acme/other' }, 'not-accepted', /404/],
    [{ token: 'ghs_wrong' }, 'token-refused', /401 .*Bad credentials/],
  ] as const)('begins nothing with %j, and says why', async (change, why, says) => {
    const sent = await place(change).send(order, fetch);
    expect(sent).toMatchObject({ kind: 'refused', obstacle: { why } });
    expect(sent.kind === 'refused' && sent.obstacle.detail).toMatch(says);
    expect(github.begun).toEqual([]);
  });

  it.each(['primary', 'secondary'] as const)('asks for later at its %s limit', async (what) => {
    github.limit(what);
    expect(await place().send(order, fetch)).toMatchObject({ kind: 'later' });
    await refused(place().see('9001', fetch, order.id));
    expect(github.begun).toEqual([]);
  });

  it('is found by the whole id, among hundreds and never by a part of one', async () => {
    for (const id of ['run_1.1.1', 'run_1.1.10', 'xrun_1.1.1'])
      await place().send({ ...order, id }, fetch);
    for (let i = 0; i < 250; i += 1) await place().send({ ...order, id: `run_2.${i}` }, fetch);
    const find = (id: string) => place().find?.(id, Date.now(), fetch);
    expect(await find('run_1.1.1')).toBe('9001');
    expect(await find('run_1.1.10')).toBe('9002');
    expect(await find('run_1.1')).toBeNull();
  });

  it('is not looked for where its name does not show the id', () => {
    expect(place({ isNamed: false }).find).toBeNull();
  });

  it.each([
    ['no run-name', () => 'Deploy', true],
    ['a run-name without the id', (id: string) => `Deploy for ${id}0`, true],
    ['a run-name with the id', (id: string) => `Deploy (${id}).`, false],
  ])('says that it cannot be found again, with %s', async (_what, runName, isSaid) => {
    const named = await startGitHubActions({ token: deployJob.token, runName });
    await place({ url: named.url }).send(order, fetch);
    const says = async (isNamed: boolean) =>
      (await place({ url: named.url, isNamed }).see('9001', fetch, order.id)).output;
    expect((await says(true)).includes('does not carry the id')).toBe(isSaid);
    expect(await says(false)).not.toContain('does not carry the id');
    await named.close();
  });

  it('is not taken for absent where runs have no name of their own', async () => {
    const named = await startGitHubActions({ token: deployJob.token, runName: () => 'Deploy' });
    await place({ url: named.url }).send(order, fetch);
    const found = place({ url: named.url }).find?.(order.id, Date.now(), fetch);
    const { cause } = await refused(found ?? Promise.resolve());
    expect(String(cause)).toContain('its run-name does not carry the id');
    await named.close();
  });

  it('never takes a run for gone that only the token may not see', async () => {
    await place().send(order, fetch);
    expect(await place().see('9001', fetch, order.id)).toMatchObject({ state: 'running' });
    await refused(place({ repository: 'acme/other' }).see('9001', fetch, order.id));
    expect(await place().see('4711', fetch, order.id)).toMatchObject({ state: 'gone' });
  });

  it('is cancelled by whoever has it, and cancelled again without a fault', async () => {
    await place().send(order, fetch);
    for (const run of ['9001', '9001', '4711']) await place().cancel?.(run, fetch);
    expect(await place().see('9001', fetch, order.id)).toMatchObject({
      state: 'ended',
      isStopped: true,
    });
  });

  it('is asked whether it is there and the token works, and nothing begins', async () => {
    expect(await place().check(fetch)).toBeNull();
    expect(await place({ workflow: 'none.yml' }).check(fetch)).toMatchObject({
      why: 'not-accepted',
    });
    expect(await place({ token: 'x' }).check(fetch)).toMatchObject({ why: 'token-refused' });
    expect(github.begun).toEqual([]);
  });
});
