import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { pingOf } from './agent.ts';
import type { Command, Invocation } from './commands.ts';
import { runStatus } from './status.ts';

/** A command that was just sent is not known yet to those who ask for it. */
const knownMs = 1_000;
/** How much of what a run wrote is kept: the rest is in a bucket, or nowhere. */
const outputMax = { one: 24_000, listed: 2_500 } as const;

/** Says how one run is; right after sending it does not exist. */
export const getCommandInvocation = action({
  input: z.strictObject({
    CommandId: z.string(),
    InstanceId: z.string(),
    PluginName: z.string().optional(),
  }),
  run(world, { CommandId, InstanceId }) {
    const command = knownCommand(world, CommandId);
    const invocation = command?.invocations.find(({ instance }) => instance === InstanceId);
    if (command === undefined || invocation === undefined)
      throw new AwsFault('InvocationDoesNotExist', '');
    const now = world.clock.now();
    const { status, details } = runStatus(invocation, now);
    const isOver = now >= invocation.endsAtMs;
    return {
      CommandId,
      InstanceId,
      Comment: command.comment,
      DocumentName: command.document,
      DocumentVersion: '1',
      PluginName: 'aws:runShellScript',
      ResponseCode: isOver ? invocation.outcome.code : -1,
      ExecutionStartDateTime: timeOf(invocation.startsAtMs, now),
      ExecutionEndDateTime: timeOf(invocation.endsAtMs, now),
      Status: status,
      StatusDetails: details,
      StandardOutputContent: isOver ? invocation.outcome.stdout.slice(0, outputMax.one) : '',
      StandardOutputUrl: '',
      StandardErrorContent: isOver ? invocation.outcome.stderr.slice(0, outputMax.one) : '',
      StandardErrorUrl: '',
    };
  },
});

function timeOf(atMs: number, now: number): string {
  return now >= atMs ? new Date(atMs).toISOString() : '';
}

/** A command as others may see it: not in its first second. */
export function knownCommand({ management, clock }: World, id: string): Command | undefined {
  const command = management.commands.get(id);
  return command && clock.now() - command.sentAtMs >= knownMs ? command : undefined;
}

/** Lists runs: of a command, on a server, or all. Right after sending the list is empty. */
export const listCommandInvocations = action({
  input: z.strictObject({
    CommandId: z.string().optional(),
    InstanceId: z.string().optional(),
    MaxResults: whole.pipe(z.int().min(1).max(50)).default(50),
    NextToken: z.string().optional(),
    Details: flag.default(false),
    Filters: z.array(z.looseObject({})).optional(),
  }),
  run(world, { CommandId, InstanceId, MaxResults, NextToken, Details }) {
    const now = world.clock.now();
    const commands = [...world.management.commands.values()].filter(
      (one) =>
        (CommandId === undefined || one.id === CommandId) &&
        knownCommand(world, one.id) !== undefined,
    );
    if (CommandId !== undefined && !/^[0-9a-f-]{36}$/.test(CommandId))
      throw new AwsFault('InvalidCommandId', '');
    const all = commands.flatMap((command) =>
      command.invocations
        .filter(({ instance }) => InstanceId === undefined || instance === InstanceId)
        .map((invocation) => invocationTree(command, invocation, now, Details)),
    );
    const { items, next } = pageOf(all, MaxResults, NextToken, 'InvalidNextToken');
    return { CommandInvocations: items, NextToken: next };
  },
});

function invocationTree(
  command: Command,
  invocation: Invocation,
  now: number,
  isDetailed: boolean,
): Tree {
  const { status, details } = runStatus(invocation, now);
  const isOver = now >= invocation.endsAtMs;
  return {
    CommandId: command.id,
    InstanceId: invocation.instance,
    Comment: command.comment,
    DocumentName: command.document,
    RequestedDateTime: command.sentAtMs / 1_000,
    Status: status,
    StatusDetails: details,
    CommandPlugins: isDetailed
      ? [
          {
            Name: 'aws:runShellScript',
            Status: status,
            StatusDetails: details,
            ResponseCode: isOver ? invocation.outcome.code : -1,
            Output: isOver ? invocation.outcome.stdout.slice(0, outputMax.listed) : '',
          },
        ]
      : [],
  };
}

/** Lists the servers whose agent has reported. */
export const describeInstanceInformation = action({
  input: z.strictObject({
    Filters: z.array(z.strictObject({ Key: z.string(), Values: z.array(z.string()) })).default([]),
    InstanceInformationFilterList: z.array(z.looseObject({})).optional(),
    MaxResults: whole.pipe(z.int().min(5).max(50)).default(50),
    NextToken: z.string().optional(),
  }),
  run(world, { Filters, MaxResults, NextToken }) {
    const now = world.clock.now();
    const all = [...world.compute.instances.values()].flatMap((instance) => {
      const PingStatus = pingOf(world, instance);
      const values = new Map([
        ['InstanceIds', instance.id],
        ['PingStatus', PingStatus],
        ...[...instance.tags].map(([key, value]) => [`tag:${key}`, value] as const),
      ]);
      const fits = Filters.every(({ Key, Values }) => Values.includes(values.get(Key) ?? ''));
      return PingStatus !== undefined && fits ? [{ instance, PingStatus }] : [];
    });
    const { items, next } = pageOf(all, MaxResults, NextToken, 'InvalidNextToken');
    return {
      InstanceInformationList: items.map(({ instance, PingStatus }) => ({
        InstanceId: instance.id,
        PingStatus,
        LastPingDateTime: now / 1_000,
        AgentVersion: '3.3.987.0',
        PlatformType: 'Linux',
        ResourceType: 'EC2Instance',
        IPAddress: instance.privateIp,
      })),
      NextToken: next,
    };
  },
});
