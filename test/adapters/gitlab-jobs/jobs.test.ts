import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitLabJob, gitLabPlace } from '../../../src/adapters/gitlab-jobs/jobs.ts';
import { refused } from '../../contracts/contract.ts';
import { pipelineJob } from '../../support/gitlab-jobs-world.ts';
import { startGitLab } from '../../support/gitlab-pipelines.ts';

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

let gitlab: Awaited<ReturnType<typeof startGitLab>>;
beforeEach(async () => {
  gitlab = await startGitLab({ token: pipelineJob.token });
});
afterEach(() => gitlab.close());
const place = (change: Partial<GitLabJob> = {}) =>
  gitLabPlace({ ...pipelineJob, url: gitlab.url, ...change });
const find = (id: string) => place().find?.(id, Date.now(), fetch) ?? Promise.resolve(null);

describe('a pipeline of GitLab', () => {
  it('is given what davy.yml says, and the id', async () => {
    expect(await place().send(order, fetch)).toEqual({ kind: 'taken', run: '9001' });
    expect(gitlab.runs[0]?.variables).toEqual([
      { key: 'VERSION', value: '1.42.0' },
      { key: 'DAVY_ID', value: 'run_1.1.1' },
    ]);
  });

  it.each([
    [{ ref: 'nowhere' }, 'not-accepted', /400 .*Reference not found/],
    [{ variables: { 'a b': 'red' } }, 'not-accepted', /400 .*invalid/],
    [{ project: 'acme/other' }, 'not-accepted', /404 .*Project Not Found/],
    [{ token: 'glpat-wrong' }, 'token-refused', /401 /],
  ] as const)('is not begun with %j, which says why', async (change, why, says) => {
    const sent = await place(change).send(order, fetch);
    expect(sent).toMatchObject({ kind: 'refused', obstacle: { why } });
    expect(sent.kind === 'refused' && sent.obstacle.detail).toMatch(says);
    expect(gitlab.begun).toEqual([]);
  });

  it('is found by its own variable alone, whoever else began one', async () => {
    await place().send({ ...order, id: 'run_1.1.10' }, fetch);
    gitlab.beginAs('ana', [{ key: 'DAVY_ID', value: order.id }]);
    gitlab.beginAs('davy', [{ key: 'OTHER', value: order.id }]);
    expect(await find(order.id)).toBeNull();
    await place().send(order, fetch);
    expect(await find(order.id)).toBe('9004');
  });

  it('is never called absent where not all could be asked', async () => {
    for (let i = 0; i < 61; i += 1) await place().send({ ...order, id: `run_2.${i}` }, fetch);
    const { cause } = await refused(find(order.id));
    expect(String(cause)).toContain('nobody knows');
    expect(await find('run_2.60')).toBe('9061');
  });

  it('is never taken for gone where only the token may not see it', async () => {
    await place().send(order, fetch);
    expect(await place().see('9001', fetch, order.id)).toMatchObject({ state: 'running' });
    await refused(place({ project: 'acme/other' }).see('9001', fetch, order.id));
    expect(await place().see('4711', fetch, order.id)).toMatchObject({ state: 'gone' });
  });

  it('that waits for a manual job is not over, and says so', async () => {
    await place().send(order, fetch);
    Object.assign(gitlab.runs[0] ?? {}, { status: 'manual' });
    const seen = await place().see('9001', fetch, order.id);
    expect(seen).toMatchObject({ state: 'running' });
    expect(seen.output).toContain('waits for somebody');
  });

  it('is cancelled by whoever has it, and cancelled again without a fault', async () => {
    await place().send(order, fetch);
    for (const run of ['9001', '9001', '4711']) await place().cancel?.(run, fetch);
    const seen = await place().see('9001', fetch, order.id);
    expect(seen).toMatchObject({ state: 'ended', isStopped: true });
  });

  it('is asked whether its branch is there and the token works, and nothing begins', async () => {
    expect(await place().check(fetch)).toBeNull();
    expect(await place({ ref: 'nowhere' }).check(fetch)).toMatchObject({ why: 'not-accepted' });
    expect(await place({ token: 'x' }).check(fetch)).toMatchObject({ why: 'token-refused' });
    expect(gitlab.begun).toEqual([]);
  });
});
