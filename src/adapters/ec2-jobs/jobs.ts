/**
 * # src/adapters/ec2-jobs
 *
 * Jobs as commands of AWS Systems Manager, which an agent on each server runs: no host has to let
 * Davy in. Davy's id travels as the comment of a command, and is looked for there after a lost
 * answer: Systems Manager knows no key that would make a repetition safe.
 */

import { createHash } from 'node:crypto';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobObstacle, JobOrder } from '../../ports/jobs.ts';
import { isCode, isThrottled, system } from '../ec2-fleet/faults.ts';
import { laterOrUnknown } from '../jobs/answer.ts';
import type { CalledPlace, Sent } from '../jobs/called-place.ts';
import { invocationSeen } from './seen-run.ts';
import { documentCall, type Ec2Work } from './parameters.ts';
import { obstacleSaid, tryPermissions } from './try-permissions.ts';
import { type Ec2Account, systemsManager } from './systems-manager.ts';

/** One job as davy.yml has it. */
export type Ec2Job = {
  readonly work: Ec2Work;
  readonly account: Ec2Account;
  readonly visibleMs: number;
  readonly timeoutMs: number;
};

type Reach = ReturnType<typeof systemsManager>;

/** An agent that does not fetch a command for so long gets it no more (s). */
const deliveryS = 60;
/** The clocks of this machine and AWS may differ by so much. */
const skewMs = 10 * 60_000;
const pageMax = 50;
/** More pages than these are not read within a call. */
const pagesMost = 10;

/** Systems Manager as a place of work; `on` is the id of a server. */
export function systemsManagerPlace(job: Ec2Job): CalledPlace {
  const { visibleMs, timeoutMs, account, work } = job;
  const reach = systemsManager(account);
  return {
    system,
    timeoutMs,
    isRepeatable: false,
    visibleMs,
    send: (order, fetch) => send(job, reach, order, fetch),
    find: (id, sentAt, fetch) => find(reach, id, sentAt, fetch),

    async see(run, fetch) {
      const { getCommandInvocation } = await reach(fetch);
      try {
        return invocationSeen(await getCommandInvocation('looking at a command', partsOf(run)));
      } catch (fault) {
        if (!isCode(fault, 'InvocationDoesNotExist')) throw fault;
        return { state: 'gone', output: '', progress: null };
      }
    },

    async cancel(run, fetch) {
      const { CommandId, InstanceId } = partsOf(run);
      const { cancelCommand } = await reach(fetch);
      try {
        await cancelCommand('stopping a command', { CommandId, InstanceIds: [InstanceId] });
      } catch (fault) {
        // What is not shown yet cannot be stopped: the next look tries again.
        if (!isCode(fault, 'InvalidCommandId')) throw fault;
      }
    },

    check: async (fetch, on = null) => tryPermissions(await reach(fetch), work, on),
  };
}

async function send(
  { work, timeoutMs }: Ec2Job,
  reach: Reach,
  order: JobOrder,
  fetch: typeof globalThis.fetch,
): Promise<Sent> {
  const { on, id } = order;
  if (on === null || !/^m?i-[0-9a-f]{8,17}$/.test(on))
    return refusedFor({ why: 'not-accepted', detail: `${on ?? 'nothing'} is no id of a server` });
  const call = documentCall(work, order, timeoutMs);
  if ('why' in call) return refusedFor(call);
  const doing = `beginning ${order.job} on ${on}`;
  try {
    const { sendCommand } = await reach(fetch);
    const { Command } = await sendCommand(doing, {
      ...call,
      InstanceIds: [on],
      Comment: commentOf(id),
      TimeoutSeconds: deliveryS,
    });
    if (!Command?.CommandId) throw new UpstreamError(system, doing, { unknown: true });
    return { kind: 'taken', run: `${Command.CommandId}/${on}` };
  } catch (fault) {
    // Its agent may report in a moment: a server that has just started has none yet.
    const isEarly = isCode(fault, 'InvalidInstanceId') || isThrottled(fault);
    const obstacle = isEarly ? null : obstacleSaid(fault);
    return obstacle === null ? laterOrUnknown(fault) : refusedFor(obstacle);
  }
}

function refusedFor(obstacle: JobObstacle): Sent {
  return { kind: 'refused', obstacle };
}

/** The command that bears the id, among those of all that were sent since. */
async function find(
  reach: Reach,
  id: string,
  sentAt: number,
  fetch: typeof globalThis.fetch,
): Promise<string | null> {
  const doing = 'looking for a command';
  const { listCommandInvocations } = await reach(fetch);
  const since = new Date(sentAt - skewMs).toISOString().replace(/\.\d+Z$/, 'Z');
  let token: string | undefined;
  for (let page = 0; page < pagesMost; page += 1) {
    const { CommandInvocations = [], NextToken } = await listCommandInvocations(doing, {
      Filters: [{ key: 'InvokedAfter', value: since }],
      MaxResults: pageMax,
      ...(token && { NextToken: token }),
    });
    const found = CommandInvocations.find(({ Comment }) => Comment === commentOf(id));
    if (found?.CommandId && found.InstanceId) return `${found.CommandId}/${found.InstanceId}`;
    if (!NextToken) return null;
    token = NextToken;
  }
  const cause = new Error('more commands than can be asked: nobody knows whether it is one');
  throw new UpstreamError(system, doing, { cause });
}

/** So long a comment may be. */
const commentMost = 100;

function commentOf(id: string): string {
  return id.length <= commentMost ? id : createHash('sha256').update(id).digest('hex');
}

function partsOf(run: string): { readonly CommandId: string; readonly InstanceId: string } {
  const [CommandId = '', InstanceId = ''] = run.split('/');
  return { CommandId, InstanceId };
}
