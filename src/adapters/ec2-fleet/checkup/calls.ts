/**
 * # src/adapters/ec2-fleet/checkup
 *
 * Looks beforehand at everything on AWS that a release will need. Decides what is wrong there, and
 * what to write where.
 */

import { setTimeout } from 'node:timers/promises';
import type {
  DescribeLaunchTemplateVersionsCommandInput,
  DescribeSubnetsCommandInput,
} from '@aws-sdk/client-ec2';
import type {
  DescribeTargetGroupAttributesCommandInput,
  DescribeTargetGroupsCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { z } from 'zod';
import { UpstreamError } from '../../../ports/errors.ts';
import { loadAws } from '../aws.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { faultOf, isThrottled, refusalIn } from '../faults.ts';
import { lentBy, settingsAs } from '../role.ts';
import { boundedAnswer, nextToTheWire } from '../bounded-answer.ts';

type How = { readonly abortSignal: AbortSignal };

const answered = z.object({ response: z.object({ headers: z.record(z.string(), z.string()) }) });

/** Every call of AWS that a checkup makes: those of a release, and reads that no release needs. */
export type CheckupAws = Awaited<ReturnType<typeof loadCheckup>>;

/** Loads the SDK for a checkup; `hear` is told each time that AWS wrote on an answer. */
export async function loadCheckup(
  { aws: given, role, now }: Pick<Ec2FleetOptions, 'aws' | 'role' | 'now'>,
  hear: (date: string) => void,
) {
  // A role is taken on once, for all clients.
  const settings = { ...settingsAs(given, role && lentBy(role, given, now)), maxAttempts: 1 };
  const [release, ec2, balancing] = await Promise.all([
    loadAws(settings),
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-elastic-load-balancing-v2'),
  ]);
  const servers = new ec2.EC2Client(settings);
  servers.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  servers.middlewareStack.add(
    (next) => async (asked) => {
      const said = await next(asked);
      const date = answered.safeParse(said).data?.response.headers['date'];
      if (date !== undefined) hear(date);
      return said;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const balancer = new balancing.ElasticLoadBalancingV2Client(settings);
  balancer.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  return {
    ...release,
    describeSubnets: (input: DescribeSubnetsCommandInput, how: How) =>
      servers.send(new ec2.DescribeSubnetsCommand(input), how),
    describeLaunchTemplateVersions: (input: DescribeLaunchTemplateVersionsCommandInput, how: How) =>
      servers.send(new ec2.DescribeLaunchTemplateVersionsCommand(input), how),
    describeTargetGroups: (input: DescribeTargetGroupsCommandInput, how: How) =>
      balancer.send(new balancing.DescribeTargetGroupsCommand(input), how),
    describeTargetGroupAttributes: (input: DescribeTargetGroupAttributesCommandInput, how: How) =>
      balancer.send(new balancing.DescribeTargetGroupAttributesCommand(input), how),
  };
}

/** What AWS's policies do not let Davy do, and to what. */
export type Denial = {
  readonly action: string;
  readonly resource: string;
  /** The statement that is to allow it, where the action alone does not say. */
  readonly statement?: string;
};

/** What came of one call: an answer, a no of the policies, or another fault with AWS's own code. */
export type Came<T> =
  | { readonly kind: 'said'; readonly said: T }
  | ({ readonly kind: 'denied' } & Denial)
  | { readonly kind: 'refused'; readonly code: string; readonly why: string };

const patienceMs = 5_000;
const denied: readonly string[] = ['UnauthorizedOperation', 'AccessDenied'];

/** A look beforehand is in no hurry: who is told "not so often" asks again (ms). */
const pausesMs = [1_000, 3_000] as const;

/**
 * Asks AWS. What the policies forbid names what it lacks, which may be another action. That AWS is
 * asked too often says nothing about anything: it is thrown.
 */
export async function ask<T>(
  action: string,
  work: (how: How) => Promise<T>,
  pauses: readonly number[] = pausesMs,
): Promise<Came<T>> {
  try {
    return { kind: 'said', said: await work({ abortSignal: AbortSignal.timeout(patienceMs) }) };
  } catch (cause) {
    const fault = cause instanceof UpstreamError ? cause : faultOf(action, cause);
    const [pause, ...more] = pauses;
    if (!isThrottled(fault)) return refusedBy(action, fault);
    if (pause === undefined) throw fault;
    await setTimeout(pause);
    return ask(action, work, more);
  }
}

function refusedBy(action: string, fault: UpstreamError): Exclude<Came<never>, { kind: 'said' }> {
  const { name: code = '', message = '' } = refusalIn(fault) ?? {};
  if (!denied.includes(code)) return { kind: 'refused', code, why: message || fault.message };
  const [, lacks = action] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  const [, resource = '*'] = /on resource: (\S+)/.exec(message) ?? [];
  return { kind: 'denied', action: lacks, resource };
}
