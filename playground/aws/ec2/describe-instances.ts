import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { type Instance, isSeen, moveOf, stateCodes } from './compute.ts';
import { checkFilters, type Facts, type Filters, filtersSchema, fitsFilters } from './filters.ts';
import { seenInstances } from './find.ts';
import { reservationSet, stateTree } from './instance-answer.ts';

const known = [
  'availability-zone',
  'client-token',
  'image-id',
  'instance-id',
  'instance-lifecycle',
  'instance-state-code',
  'instance-state-name',
  'instance-type',
  'private-ip-address',
  'reservation-id',
  'subnet-id',
];

const paged = {
  Filter: filtersSchema,
  InstanceId: listOf(z.string()).default([]),
  MaxResults: whole.optional(),
  NextToken: z.string().optional(),
};

/** Lists servers, dead ones of the last hour included. */
export const describeInstances = action({
  input: z.strictObject(paged),
  run(world, asked) {
    const { items, next } = look(world, asked);
    const byReservation = Map.groupBy(items, ({ reservation }) => reservation);
    return {
      reservationSet: [...byReservation.values()].map((some) => reservationSet(world, some)),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
});

/** A machine is looked after from outside; what it is doing is known a little after it runs. */
const checkedMs = 60_000;

/** Says how machines are; only of those that run, unless all are asked for. */
export const describeInstanceStatus = action({
  input: z.strictObject({ ...paged, IncludeAllInstances: flag.default(false) }),
  run(world, { IncludeAllInstances, ...asked }) {
    const now = world.clock.now();
    const { items, next } = look(world, asked);
    const shown = items.filter(
      (one) => IncludeAllInstances || moveOf(one, now).state === 'running',
    );
    return {
      instanceStatusSet: shown.map((one) => statusTree(one, now)),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
});

function statusTree(instance: Instance, now: number): Tree {
  const { state, atMs } = moveOf(instance, now);
  const status =
    state !== 'running' ? 'not-applicable' : now - atMs < checkedMs ? 'initializing' : 'ok';
  const details =
    state === 'running'
      ? [{ name: 'reachability', status: status === 'ok' ? 'passed' : 'initializing' }]
      : [];
  return {
    instanceId: instance.id,
    availabilityZone: instance.zone,
    instanceState: stateTree(state),
    instanceStatus: { status, details },
    systemStatus: { status, details },
    eventsSet: [],
  };
}

type Looking = {
  readonly Filter: Filters;
  readonly InstanceId: readonly string[];
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
};

const pageMax = 1_000;

/**
 * Pages are cut before filters are asked, as in EC2: a page may be short, or empty, and others
 * still follow. Only ids that are asked for by name are faults when they are not seen.
 */
function look(world: World, { Filter, InstanceId, MaxResults, NextToken }: Looking) {
  checkFilters(Filter, known);
  if (MaxResults !== undefined && InstanceId.length > 0)
    throw new AwsFault(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > pageMax))
    throw new AwsFault(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter maxResults is invalid: from 5 to 1000 are expected.`,
    );
  const now = world.clock.now();
  const all =
    InstanceId.length > 0
      ? seenInstances(world, InstanceId)
      : [...world.compute.instances.values()].filter((one) => isSeen(one, now));
  const page = pageOf(all, MaxResults ?? all.length, NextToken, 'InvalidNextToken');
  return { ...page, items: page.items.filter((one) => fitsFilters(Filter, factsOf(one, now))) };
}

function factsOf(instance: Instance, now: number): Facts {
  const { state } = moveOf(instance, now);
  return {
    values: {
      'availability-zone': instance.zone,
      'client-token': instance.token,
      'image-id': instance.image,
      'instance-id': instance.id,
      'instance-lifecycle': instance.spot === null ? undefined : 'spot',
      'instance-state-code': String(stateCodes[state]),
      'instance-state-name': state,
      'instance-type': instance.type,
      'private-ip-address': instance.privateIp,
      'reservation-id': instance.reservation,
      'subnet-id': instance.subnet,
    },
    tags: instance.tags,
  };
}
