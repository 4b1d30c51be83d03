import { z } from 'zod';
import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { knownCommand } from './look-actions.ts';
import type { Invocation } from './commands.ts';

/** An agent takes so long to end what it was told to end. */
const endsMs = 1_000;

/** Ends a command on the servers that are named, or on all; what is over stays as it ended. */
export const cancelCommand = action({
  input: z.strictObject({
    CommandId: z.string().length(36),
    InstanceIds: z.array(z.string()).max(50).default([]),
  }),
  run(world, { CommandId, InstanceIds }) {
    const command = knownCommand(world, CommandId);
    if (command === undefined) throw new AwsFault('InvalidCommandId', '');
    const has = (id: string) => command.invocations.some(({ instance }) => instance === id);
    if (!InstanceIds.every(has)) throw new AwsFault('InvalidInstanceId', '');
    const now = world.clock.now();
    const isMeant = ({ instance, endsAtMs, outcome }: Invocation) =>
      (InstanceIds.length === 0 || InstanceIds.includes(instance)) &&
      now < endsAtMs &&
      outcome.status !== 'Cancelled';
    world.management.commands.set(CommandId, {
      ...command,
      invocations: command.invocations.map((one) =>
        isMeant(one)
          ? { ...one, endsAtMs: now + endsMs, outcome: { ...one.outcome, ...cancelled } }
          : one,
      ),
    });
    return {};
  },
});

const cancelled = { status: 'Cancelled', code: -1 } as const;
