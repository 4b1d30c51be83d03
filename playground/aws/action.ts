import type { z } from 'zod';
import type { Key } from './iam/identity.ts';
import { authorize } from './iam/authorize.ts';
import type { Need } from './iam/policy.ts';
import { AwsFault } from './wire/fault.ts';
import { inputFault } from './wire/input.ts';
import type { ServiceName } from './wire/services.ts';
import { isList, type Tree } from './wire/xml.ts';
import type { World } from './world.ts';

/** A call on its way to its action. */
export type Call = {
  readonly world: World;
  readonly service: ServiceName;
  readonly name: string;
  readonly input: Tree;
  readonly caller: Key;
};

/** One API of a service. */
export type Action = (call: Call) => Tree;

/** The actions of one service, by name. */
export type Actions = Readonly<Record<string, Action>>;

/** What an action touches; where nothing else is said, the action is the one that was called. */
export type Touched = {
  readonly resource: string;
  readonly action?: string;
  readonly context?: Need['context'];
};

type Parts<Schema extends z.ZodType> = {
  readonly input: Schema;
  /** What policies are asked about; without it, the call as a whole. */
  readonly touches?: (world: World, input: z.output<Schema>) => readonly Touched[];
  readonly run: (world: World, input: z.output<Schema>, caller: Key) => Tree;
};

/**
 * Puts an action together in AWS's order: read the input, ask the policies, and only then answer
 * that a dry run would have worked.
 */
export function action<Schema extends z.ZodType>({ input, touches, run }: Parts<Schema>): Action {
  return ({ world, service, name, input: sent, caller }) => {
    const { DryRun: dry, ...rest } = fieldsOf(sent);
    const parsed = input.safeParse(service === 'ec2' ? rest : sent);
    if (!parsed.success) throw inputFault(service, parsed.error, sent);
    const touched = touches?.(world, parsed.data) ?? [{ resource: '*' }];
    const needs = touched.map(({ resource, action: other, context = {} }): Need => ({
      action: other ?? `${service}:${name}`,
      resource,
      context: { 'aws:RequestedRegion': [world.region], ...context },
    }));
    authorize(caller, service, needs);
    if (service === 'ec2' && dry === 'true')
      throw new AwsFault(
        'DryRunOperation',
        'Request would have succeeded, but DryRun flag is set.',
        412,
      );
    return run(world, parsed.data, caller);
  };
}

function fieldsOf(tree: Tree): { readonly [name: string]: Tree } {
  return typeof tree === 'object' && !isList(tree) ? { ...tree } : {};
}
