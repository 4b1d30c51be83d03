import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { action, type Touched } from '../action.ts';
import { tagContext } from '../iam/context.ts';
import { AwsFault } from '../wire/fault.ts';
import { whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import { happened, type World } from '../world.ts';
import { pingOf } from './agent.ts';
import { type Command, type Invocation, takePlan } from './commands.ts';
import { commandStatus } from './status.ts';

const input = z.strictObject({
  DocumentName: z.string(),
  DocumentVersion: z.string().optional(),
  InstanceIds: z.array(z.string()).max(50).default([]),
  Targets: z
    .array(z.strictObject({ Key: z.string(), Values: z.array(z.string()) }))
    .max(5)
    .default([]),
  Parameters: z.record(z.string(), z.array(z.string())).default({}),
  Comment: z.string().max(100).default(''),
  TimeoutSeconds: whole.pipe(z.int().min(30).max(2_592_000)).default(3_600),
  MaxConcurrency: z.string().optional(),
  MaxErrors: z.string().optional(),
  OutputS3BucketName: z.string().optional(),
  OutputS3KeyPrefix: z.string().optional(),
  CloudWatchOutputConfig: z.looseObject({}).optional(),
});
type Sent = z.output<typeof input>;

/** A command is on its way for so long before its server has it. */
const deliveryMs = 1_000;

/** Sends a document to servers. There is no token: whoever sends it twice has it run twice. */
export const sendCommand = action({
  input,
  touches,
  run(world, sent) {
    const { management, clock } = world;
    if (!management.documents.has(sent.DocumentName))
      throw new AwsFault(
        'InvalidDocument',
        `Document with name ${sent.DocumentName} does not exist.`,
      );
    refuseUnwritten(sent);
    const ids = idsOf(world, sent);
    const unreachable = sent.InstanceIds.filter((id) => !isOnline(world, id));
    if (unreachable.length > 0)
      throw new AwsFault(
        'InvalidInstanceId',
        `Instances [[${unreachable.join(', ')}]] not in a valid state for account ${world.account}`,
      );
    const now = clock.now();
    const command: Command = {
      id: randomUUID(),
      document: sent.DocumentName,
      comment: sent.Comment,
      parameters: sent.Parameters,
      sentAtMs: now,
      timeoutSeconds: sent.TimeoutSeconds,
      invocations: ids.map((id) => invocationOf(world, sent, id, now)),
    };
    management.commands.set(command.id, command);
    for (const { instance, outcome } of command.invocations)
      if (outcome.status !== 'Undeliverable') happened(world, `ran ${sent.DocumentName}`, instance);
    return { Command: commandTree(command, now) };
  },
});

/** Every document has one version here; whatever it is not written for is refused. */
function refuseUnwritten({ DocumentName, DocumentVersion = '1', Parameters }: Sent): void {
  if (!['1', '$DEFAULT', '$LATEST'].includes(DocumentVersion))
    throw new AwsFault(
      'InvalidDocumentVersion',
      `Document version ${DocumentVersion} of ${DocumentName} does not exist.`,
    );
  if (DocumentName !== 'AWS-RunShellScript') return;
  const given = Object.keys(Parameters);
  const strange = given.find((name) => !shellParameters.includes(name));
  if (strange !== undefined)
    throw new AwsFault('InvalidParameters', `Parameter ${strange} is not defined in the document.`);
  if (!given.includes('commands'))
    throw new AwsFault('InvalidParameters', 'Parameter commands is required.');
}

const shellParameters: readonly string[] = ['commands', 'workingDirectory', 'executionTimeout'];

/** The servers that are named, or all of those with the tags that were named. */
function idsOf(world: World, { InstanceIds, Targets }: Sent): readonly string[] {
  if (InstanceIds.length > 0) return InstanceIds;
  if (Targets.length === 0)
    throw new AwsFault('ValidationException', 'Either InstanceIds or Targets must be specified');
  return [...world.compute.instances.values()]
    .filter((one) =>
      Targets.every(({ Key, Values }) =>
        Key === 'InstanceIds'
          ? Values.includes(one.id)
          : Values.includes(one.tags.get(Key.replace(/^tag:/, '')) ?? ''),
      ),
    )
    .filter(({ id }) => isOnline(world, id))
    .map(({ id }) => id);
}

function isOnline(world: World, id: string): boolean {
  const instance = world.compute.instances.get(id);
  return instance !== undefined && pingOf(world, instance) === 'Online';
}

function invocationOf(world: World, sent: Sent, instance: string, now: number): Invocation {
  const outcome = takePlan(world.management, sent.DocumentName, instance);
  const startsAtMs = now + deliveryMs;
  const runsMs =
    outcome.status === 'Undeliverable' ? sent.TimeoutSeconds * 1_000 : outcome.seconds * 1_000;
  return { instance, startsAtMs, endsAtMs: startsAtMs + runsMs, outcome };
}

function commandTree(command: Command, now: number): Tree {
  return {
    CommandId: command.id,
    DocumentName: command.document,
    Comment: command.comment,
    ExpiresAfter: (command.sentAtMs + command.timeoutSeconds * 1_000) / 1_000,
    Parameters: command.parameters,
    InstanceIds: command.invocations.map(({ instance }) => instance),
    RequestedDateTime: command.sentAtMs / 1_000,
    Status: commandStatus(command, now),
    StatusDetails: commandStatus(command, now),
    TargetCount: command.invocations.length,
    CompletedCount: 0,
    ErrorCount: 0,
    TimeoutSeconds: command.timeoutSeconds,
  };
}

/** Policies are asked about the document, and about every server with its tags. */
function touches(world: World, sent: Sent): readonly Touched[] {
  const { region, account, compute } = world;
  const owner = sent.DocumentName.startsWith('AWS-') ? '' : account;
  const named = sent.InstanceIds.length > 0 ? sent.InstanceIds : idsOf(world, sent);
  return [
    { resource: `arn:aws:ssm:${region}:${owner}:document/${sent.DocumentName}` },
    ...named.map((id) => {
      const tags = compute.instances.get(id)?.tags;
      return {
        resource: `arn:aws:ec2:${region}:${account}:instance/${id}`,
        context: {
          ...tagContext('ssm', tags),
          ...Object.fromEntries(
            [...(tags ?? [])].map(([key, value]) => [`ssm:resourceTag/${key}`, [value]]),
          ),
        },
      };
    }),
  ];
}
