import { describe, expect, it } from 'vitest';
import { lookAtJobs } from '../../src/doctor/jobs.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { JobObstacle, JobSight } from '../../src/ports/jobs.ts';

const job = { service: 'board', job: 'clear-cache', hosts: ['web1'], check: null };
const lookAt = (look: () => Promise<JobSight>) => lookAtJobs([{ ...job, look }]);
const ask = (check: () => Promise<JobObstacle | null>) =>
  lookAtJobs([{ ...job, hosts: [], look: () => Promise.reject(new Error('no host')), check }]);

describe('the doctor and the hosts of jobs', () => {
  it('is content with a host that lets it look', async () => {
    expect(await lookAt(async () => ({ state: 'none' }))).toEqual([
      { what: 'board: clear-cache on web1 can be run', well: true, todo: null },
    ]);
  });

  it.each([
    ['host-key-changed', 'host key changed (SHA256:abc)', /set up anew/],
    ['host-unknown', 'host unknown (SHA256:abc)', /known_hosts/],
    ['denied', 'denied (SHA256:abc)', /authorized_keys/],
    ['lacks', 'lacks (SHA256:abc)', /Install/],
    ['cannot-write', 'cannot write (SHA256:abc)', /room/],
  ] as const)('says what to do about %s', async (why, says, todo) => {
    const [finding] = await lookAt(async () => ({ state: 'refused', why, detail: 'SHA256:abc' }));
    expect(finding?.what).toBe(`board: clear-cache on web1: ${says}`);
    expect(finding?.todo).toMatch(todo);
  });

  it('says what ssh said of a host that does not answer', async () => {
    const cause = new Error('Connection refused');
    const [finding] = await lookAt(() => Promise.reject(new UpstreamError('ssh', 'x', { cause })));
    expect(finding?.what).toContain('cannot be reached (Error: Connection refused)');
  });

  it('asks a place without hosts what it lacks', async () => {
    expect(await ask(async () => null)).toEqual([
      { what: 'board: clear-cache can be run', well: true, todo: null },
    ]);
    const [refused] = await ask(async () => ({ why: 'token-refused', detail: 'HTTP 401' }));
    expect(refused?.what).toBe('board: clear-cache: token refused (HTTP 401)');
    expect(refused?.todo).toMatch(/token/);
    const [silent] = await ask(() => Promise.reject(new UpstreamError('http', 'asking')));
    expect(silent?.what).toContain('cannot be reached');
    expect(silent?.todo).toMatch(/address/);
  });
});
