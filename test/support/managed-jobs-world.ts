import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { planRun } from '../../playground/aws/ssm/control.ts';
import type { Command, Outcome } from '../../playground/aws/ssm/commands.ts';
import { systemsManagerPlace } from '../../src/adapters/ec2-jobs/jobs.ts';
import { calledJobs } from '../../src/adapters/jobs/called-jobs.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { JobOrder, JobPlace, Jobs } from '../../src/ports/jobs.ts';
import type { Ending, JobsWorld } from '../contracts/jobs-world.ts';
import { anAws, image, keys } from '../playground/aws/an-aws.ts';
import { troubledWay } from './troubled-way.ts';

const secret = 's3cret-of-the-job-4711';
const number = '90817263';

/**
 * Jobs by Systems Manager on a server of the local AWS. A run lasts until it is told how to end;
 * then the script that was sent is really run, by the shell of this machine.
 */
export async function managedJobsWorld(): Promise<JobsWorld> {
  const aws = await anAws();
  const { management, clock } = aws.world;
  const base = await mkdtemp(join(tmpdir(), 'davy-managed-'));
  const launch = new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: image });
  const { Instances = [] } = await aws.ec2.send(launch);
  const on = Instances[0]?.InstanceId ?? '';
  aws.pass(120);
  const document = 'AWS-RunShellScript';
  const lasting = { code: 0, stdout: '', stderr: '', seconds: 1_000_000, times: 1_000 };
  planRun(aws.world, { document, status: 'Success', ...lasting });
  const way = troubledWay();
  const notes = memoryLedger({ realTime: Date.now, sleep: (ms) => sleep(ms) });
  // Time stands still but for the calls: each takes a second.
  const fetch: typeof globalThis.fetch = (input, init) => {
    aws.pass(1);
    return way.fetch(input, init);
  };
  const replica = (): Jobs => {
    const of = (timeoutMs: number) => {
      const place = systemsManagerPlace({
        work: { kind: 'command', command: ['sh', join(base, 'end.{id}')] },
        account: {
          aws: { region: 'eu-west-1', endpoint: aws.url, credentials: keys },
          role: null,
          now: Date.now,
        },
        visibleMs: 20_000,
        timeoutMs,
      });
      const hide = (text: string) => text.replaceAll(secret, '[hidden]');
      return calledJobs({ place, notes, now: () => clock.now(), hide, fetch });
    };
    const made = { work: of(60_000_000), brief: of(10_000) };
    const named = (job: string) => (job === 'brief' ? made.brief : made.work);
    return {
      begin: async (order: JobOrder) => named(order.job).begin(order),
      look: async (at: JobPlace) => named(at.job).look(at),
      stop: async (at: JobPlace) => named(at.job).stop(at),
    };
  };
  const all = (id: string) => [...management.commands.values()].filter((x) => x.comment === id);
  const killed: Command[] = [];
  return {
    jobs: replica(),
    other: replica(),
    on,
    codes: [0, 1, 3, 255],
    secret,
    trouble: (what) => way.trouble(what),
    loseAnswer: (lost) => way.loseAnswer(lost),
    runs: async (id) => [...all(id), ...killed.filter(({ comment }) => comment === id)].length,
    tell: async (id, ending) => {
      await writeFile(join(base, `end.${id}`), endingOf(ending));
      for (const command of all(id)) {
        const outcome = await runHere(command);
        const invocations = command.invocations.map((one) => ({
          ...one,
          endsAtMs: clock.now(),
          outcome,
        }));
        management.commands.set(command.id, { ...command, invocations });
      }
    },
    number,
    // Nothing that a command counts is told before its end.
    count: async () => undefined,
    kill: async (id) => {
      for (const command of all(id)) {
        management.commands.delete(command.id);
        killed.push(command);
      }
    },
    async close() {
      await aws.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}

function endingOf({ code, says = [], filling = 0 }: Ending): string {
  const [first, ...rest] = says.map((text) => `echo "${text}"\n`);
  return `${first ?? ''}seq 1 ${filling}\n${rest.join('')}exit ${code}\n`;
}

/** What the agent does: the lines of the document, in one script. */
function runHere({ parameters }: Command): Promise<Outcome> {
  const script = (parameters['commands'] ?? []).join('\n');
  return new Promise((resolve) => {
    const child = execFile('/bin/sh', ['-c', script], (_fault, stdout, stderr) => {
      const code = child.exitCode ?? 1;
      const status = code === 0 ? 'Success' : 'Failed';
      resolve({ status, code, stdout, stderr, seconds: 0 });
    });
  });
}
