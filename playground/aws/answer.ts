import { randomUUID } from 'node:crypto';
import type { Answered, Asked } from '../standin/exchange.ts';
import type { Journal } from '../standin/journal.ts';
import type { Actions } from './action.ts';
import type { Buckets } from './buckets.ts';
import { ec2Actions } from './ec2/actions.ts';
import { balancerActions } from './elb/actions.ts';
import { authenticate } from './iam/authenticate.ts';
import type { AwsCall } from './journal.ts';
import type { Refusals } from './refusals.ts';
import { scalingActions } from './scaling/actions.ts';
import { settle } from './settle.ts';
import { managerActions } from './ssm/actions.ts';
import { tokenActions } from './sts/actions.ts';
import { throttled, unknownAction, writeAnswer, writeFault } from './wire/dialects.ts';
import { AwsFault } from './wire/fault.ts';
import { type Asking, readAsking, type ServiceName, services } from './wire/services.ts';
import { isList, type Tree } from './wire/xml.ts';
import type { World } from './world.ts';

/** What it takes to answer. */
export type Desk = {
  readonly world: World;
  readonly buckets: Buckets;
  readonly refusals: Refusals;
  readonly journal: Journal<AwsCall>;
};

const actions: Readonly<Record<ServiceName, Actions>> = {
  ec2: ec2Actions,
  elasticloadbalancing: balancerActions,
  autoscaling: scalingActions,
  sts: tokenActions,
  ssm: managerActions,
};

/** Answers one call, in the order in which AWS says no: who, how often, what, whether, and then. */
export function answerCall(desk: Desk, asked: Asked): Answered {
  const asking = readAsking(asked);
  if (asking === undefined)
    return { status: 404, headers: { 'content-type': 'text/xml' }, body: '<UnknownOperation/>' };
  const { service, action } = asking;
  const api = `${service}:${action}`;
  const note = (caller: string, outcome: string) =>
    desk.journal.append({ atMs: desk.world.clock.now(), api, caller, outcome });
  let caller = '';
  try {
    const { world } = desk;
    const key = authenticate(asked, service, world.region, world.identity);
    caller = key.arn;
    const tree = answerKnown(desk, asking, api, key);
    note(caller, 'ok');
    return writeAnswer(service, action, tree, randomUUID());
  } catch (fault) {
    if (!(fault instanceof AwsFault)) throw fault;
    note(caller, fault.code);
    return writeFault(service, fault, randomUUID());
  }
}

function answerKnown(
  { world, buckets, refusals }: Desk,
  { service, action: name, version, input }: Asking,
  api: string,
  caller: ReturnType<typeof authenticate>,
): Tree {
  if (!buckets.take(api, isUnpaged(input))) throw throttled(service);
  const refused = refusals.take(api);
  if (refused !== undefined) throw refused;
  const action = version === services[service].version ? actions[service][name] : undefined;
  if (action === undefined) throw unknownAction(service, name);
  settle(world);
  const tree = action({ world, service, name, input, caller });
  settle(world);
  return tree;
}

/** EC2 gives less to calls that neither say what they look for nor take it in pages. */
function isUnpaged(input: Tree): boolean {
  if (typeof input !== 'object' || isList(input)) return true;
  return !Object.keys(input).some((name) => /^(Filter|MaxResults|NextToken|\w+Id)$/.test(name));
}
