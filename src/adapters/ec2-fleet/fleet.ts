import { setTimeout } from 'node:timers/promises';
import { PutOff } from '../../ports/errors.ts';
import type { Fleet, Order } from '../../ports/fleet.ts';
import { type Aws, loadAws } from './aws.ts';
import type { CallBudget } from './budget.ts';
import { admitToGroups, type AtDoors, closeGroups, steerByWeights } from './doors.ts';
import { refuseOrder } from './faults.ts';
import { obey } from './fences.ts';
import { findImagesOn } from './find-images.ts';
import { imageStateOn } from './images.ts';
import { type BegunOrders, ec2Strays, isBegun, launchOnEc2 } from './launch.ts';
import { type Ec2Look, type KnownBefore, lookAt, type LookFor } from './look.ts';
import type { Ec2FleetOptions } from './options.ts';
import { prepareOnEc2 } from './prepare.ts';
import { protect } from './protect.ts';
import { beginCall, type AwsReach } from './reach.ts';
import { retireOnEc2 } from './retire.ts';
import { lentBy, settingsAs } from './role.ts';
import { scalingOf } from './scaling/still.ts';
import { serversIn } from './server.ts';
import { admitSticky, closeSticky } from './sticky-doors.ts';
import { countUsers, handUsersOver } from './sticky-users.ts';

/** How one fleet reaches AWS, and what it remembers between two calls. */
function inside(options: Ec2FleetOptions) {
  const before: KnownBefore = { known: new Map(), ended: new Map(), health: new Map() };
  const begun: BegunOrders = new Map();
  /** Who was let in last, and when: the balancer takes seconds to know it. */
  const admitted = new Map<string, number>();
  let loaded: Promise<Aws> | null = null;
  const { role, aws, now, budget } = options;
  const keys = role && lentBy(role, aws, now);
  const settings = settingsAs(aws, keys);
  // Loading the SDK takes longer than a look, and happens once.
  const reach = async () => beginCall(await (loaded ??= loadAws(settings)), { budget, keys });
  const look = (reached: AwsReach, service: string, to: LookFor): Promise<Ec2Look> =>
    lookAt(reached, service, options, { ...before, to });
  /** What changes something: whoever was replaced is refused before anything is looked at. */
  const change = async (order: Order, act: (to: AwsReach) => Promise<void>): Promise<void> => {
    admitted.clear();
    const to = await reach();
    await obey(to, order, options);
    await act(to);
  };
  const after = (order: Order, to: LookFor, act: (doing: AtDoors) => Promise<void>) =>
    change(order, async (reached) =>
      act({ reach: reached, order, look: await look(reached, order.service, to), options }),
    );
  /** Lets servers in; whoever asks again too soon is answered without a call. */
  const letIn = async (order: Order, ids: readonly string[]): Promise<void> => {
    const key = JSON.stringify([order.service, order.release, ids]);
    const since = options.now() - (admitted.get(key) ?? Number.NEGATIVE_INFINITY);
    if (since < checksMs) return;
    await after(order, 'all', (at) =>
      at.look.sticks ? admitSticky(at, ids) : admitToGroups(at, ids),
    );
    admitted.set(key, options.now());
  };
  const launch: Fleet['launch'] = async (order, wanted) => {
    if (isBegun(order, wanted, begun)) return;
    await change(order, (to) => launchOnEc2(to, order, wanted, options, begun));
  };
  const letScale = scalingOf(options, { reach, change });
  return { reach, look, change, after, letIn, launch, letScale };
}

/**
 * Servers on EC2 behind a listener rule: its weights share traffic out, or open and shut servers
 * whose users stick to them.
 */
export function ec2Fleet(options: Ec2FleetOptions): Fleet {
  const { reach, look, change, after, letIn, launch, letScale } = inside(options);
  return {
    observe: async (service, isUrgent = false) => {
      if (!isUrgent) await ownTurn(service, options.budget);
      const [shown, users] = await Promise.all([
        reach().then((to) => look(to, service, 'show')),
        countUsers(options.served),
      ]);
      return { servers: serversIn(shown, options, users), singles: [] };
    },
    launch,
    prepare: (order, wanted) =>
      after(order, 'all', (at) => prepareOnEc2(at.reach, order, wanted, at.look, options)),
    admit: letIn,
    close: (order, ids) =>
      after(order, 'weights', (at) =>
        at.look.sticks ? closeSticky(at, ids) : closeGroups(at, ids),
      ),
    steer: async (order, shares) => {
      if (options.sticky !== null) refuseOrder('sharing out traffic: this fleet hands users over');
      await after(order, 'weights', (at) => steerByWeights(at, shares));
    },
    migrate: (order, moves) => change(order, (to) => handUsersOver(to, order, moves, options)),
    protect: (order, ids, on) => change(order, (to) => protect(to, order, { ids, on }, options)),
    retire: async (order, ids, how) => {
      if (how === 'park' && !options.spares) refuseOrder('keeping spares: this fleet keeps none');
      // Who keeps nobody is asked for nobody: a way back does not wait for figures.
      const users = options.sticky === null ? () => null : await countUsers(options.served);
      await after(order, 'all', (at) => retireOnEc2(at, ids, { users, how }));
    },
    letScale,
    swap: async () => refuseOrder('swapping a job: this fleet runs servers alone'),
    imageState: async (_service, image) => imageStateOn(await reach(), image),
    findImages: async (service, wanted) => {
      await ownTurn(service, options.budget);
      return findImagesOn(await reach(), wanted, options.now());
    },
    strays: async (service) => ec2Strays(await reach(), service, options),
  };
}

/** Sooner the balancer has found out nothing new about those it was given (ms). */
const checksMs = 2_000;
/** What a look usually costs. */
const callsOfALook = 4;
/** A look that would have to wait longer is put off (ms). */
const turnMs = 1_000;

/** Waits until the account has calls left for a look; who goes back never comes here. */
async function ownTurn(service: string, budget: CallBudget | null): Promise<void> {
  const ms = budget?.waitMs(callsOfALook) ?? 0;
  if (ms > turnMs)
    throw new PutOff(
      'AWS',
      `looking at ${service}: put off, because its account has no calls left for ${ms} ms`,
    );
  if (ms > 0) await setTimeout(ms);
}
