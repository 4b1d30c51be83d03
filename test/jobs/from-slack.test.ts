import { setTimeout as sleep } from 'node:timers/promises';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { readDavyYml } from '../../src/config/read.ts';
import { hiding } from '../../src/process/hide.ts';
import { ofService } from '../../src/service/service.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { jobsOf } from '../../src/vendors/jobs.ts';
import { aShop } from '../support/a-shop.ts';
import { askedFor } from '../support/a-run.ts';
import { exampleWith } from '../support/example.ts';
import { noon } from '../support/noon.ts';
import { hasSshd, type RealSshd, startSshd } from '../support/real-sshd.ts';
import { until } from '../support/until.ts';

const token = 'the-token-of-the-cache';

describe.skipIf(!(await hasSshd()))('a job of davy.yml', () => {
  let base: string;
  let sshd: RealSshd;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'davy-run-'));
    sshd = await startSshd(base);
    await mkdir(join(base, 'ssh'));
    await writeFile(join(base, 'ssh', 'known_hosts'), await sshd.known());
  });
  afterAll(async () => {
    await sshd.stop();
    await rm(base, { recursive: true, force: true });
  });

  /** Davy's lanes over real hosts, configured by a file; the ledger is in memory. */
  function davyWith(job: object) {
    const whole = { run: 'ssh', user: sshd.user, identity: sshd.identity, ...job };
    const text = exampleWith(['jobs'], { 'clear-cache': { on: [sshd.host], ...whole } });
    const read = readDavyYml(text, { PAGERDUTY_BOARD_KEY: 'k', CACHE_TOKEN: token });
    const said = readEnvironment({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'x',
      DAVY_DATA: base,
    });
    if ('faults' in read || 'faults' in said) throw new Error(JSON.stringify([read, said]));
    const { environment } = said;
    const entry = ofService(read.config.services, 'board');
    const notes = memoryLedger({ realTime: Date.now, sleep: (ms) => sleep(ms) });
    const means = { environment, hide: hiding([token]), fetch, realNow: Date.now, notes };
    return aShop(noon, { jobs: jobsOf(entry, means, 'board') });
  }

  it('runs on a real host and is told in Slack, without its secrets', async () => {
    const davy = davyWith({
      command: ['/bin/sh', '-c', 'echo "cleared for $DAVY_VERSION with $TOKEN"; exit "$0"', '3'],
      env: { TOKEN: '${CACHE_TOKEN}' },
    });
    const { shop, state, ledger } = davy;
    const about = { service: 'board', release: null };
    await shop.tell(about, askedFor({ on: [sshd.host, sshd.host] }));
    const run = await until(async () => {
      state.now += 1_000;
      await davy.settle(['jobs', 'slack']);
      const [now] = (await ledger.line('board')).runs;
      return now?.steps[0]?.state.kind === 'over' && now;
    });
    await davy.settle(['slack']);
    expect(run.steps.map(({ state: step }) => step)).toMatchObject([
      { kind: 'over', end: { kind: 'ended', code: 3, how: 'exit' } },
      { kind: 'skipped' },
    ]);
    expect((await ledger.jobOutputs('run_1')).map(({ output }) => output)).toEqual([
      'cleared for  with [hidden]\n',
    ]);
    const shown = JSON.stringify(state.posted);
    expect(shown).toContain(`failed on ${sshd.host}`);
    expect(shown).toContain('cleared for  with [hidden]');
    expect(shown).not.toContain(token);
  });
});
