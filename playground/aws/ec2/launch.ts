import { AwsFault } from '../wire/fault.ts';
import { chanceOf, happened, type World } from '../world.ts';
import type { Instance, Subnet } from './compute.ts';

/** What is launched, once everything that a template left open is settled. */
export type LaunchPlan = {
  readonly image: string;
  readonly type: string;
  readonly subnet: Subnet;
  readonly least: number;
  readonly most: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly isGuarded: boolean;
  readonly shutdownBehaviour: 'stop' | 'terminate';
  readonly isSpot: boolean;
  readonly token: string | undefined;
  readonly template: Instance['template'];
};

/** Launches as many as there is room for, or none and says so: never fewer than the least. */
export function launchInstances(world: World, plan: LaunchPlan): readonly Instance[] {
  const count = Math.min(plan.most, roomFor(world, plan.subnet.zone, plan.type));
  if (count < plan.least || count === 0) throw noCapacity(plan.subnet.zone, plan.type);
  takeRoom(world, plan.subnet.zone, plan.type, count);
  const reservation = world.newId('r');
  return Array.from({ length: count }, (_, index) => launchOne(world, plan, reservation, index));
}

/** How many more of a type may start in a zone. */
export function roomFor({ compute }: World, zone: string, type: string): number {
  return compute.capacity.get(`${zone}/${type}`) ?? Number.POSITIVE_INFINITY;
}

/** Takes room that there is. */
export function takeRoom({ compute }: World, zone: string, type: string, count: number): void {
  const left = compute.capacity.get(`${zone}/${type}`);
  if (left !== undefined) compute.capacity.set(`${zone}/${type}`, left - count);
}

/** AWS's way to say for certain that nothing was started. */
export function noCapacity(zone: string, type: string): AwsFault {
  return new AwsFault(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${type} capacity in the Availability Zone you ` +
      `requested (${zone}). Our system will be working on provisioning additional capacity.`,
    500,
  );
}

function launchOne(
  world: World,
  plan: LaunchPlan,
  reservation: string,
  launchIndex: number,
): Instance {
  const { compute, clock, pace, machines } = world;
  const id = world.newId('i');
  const now = clock.now();
  const instance: Instance = {
    id,
    reservation,
    launchIndex,
    image: plan.image,
    type: plan.type,
    subnet: plan.subnet.id,
    zone: plan.subnet.zone,
    privateIp: addressOf(machines.network, compute.instances.size),
    spot: plan.isSpot ? world.newId('sir') : null,
    token: plan.token,
    template: plan.template,
    firstLaunchedAtMs: now,
    hidden: hiddenFrom(world, id, now),
    tags: new Map(plan.tags),
    launchedAtMs: now,
    isGuarded: plan.isGuarded,
    shutdownBehaviour: plan.shutdownBehaviour,
    moves: [
      { state: 'pending', atMs: now },
      { state: 'running', atMs: now + pace.bootMs },
    ],
  };
  compute.instances.set(id, instance);
  happened(world, 'launched', id);
  switchOn(world, instance);
  return instance;
}

/** Tells what runs the machine to start it, as the first time and after every stop. */
export function switchOn({ machines, compute }: World, { id, image, privateIp }: Instance): void {
  machines.switchOn({ id, privateIp, imageTags: compute.images.get(image)?.tags ?? new Map() });
}

/** Seen late; and every other one is seen, then not, then seen: AWS's own books differ a while. */
function hiddenFrom({ pace }: World, id: string, now: number): Instance['hidden'] {
  const [least, most] = pace.seenAfterMs;
  const seenMs = now + least + chanceOf(`${id}/seen`, most - least + 1);
  const blinks = pace.blinkMs > 0 && chanceOf(`${id}/blink`, 2) === 0;
  const blinkMs = seenMs + 1_000;
  return [[now, seenMs], ...(blinks ? [[blinkMs, blinkMs + pace.blinkMs] as const] : [])];
}

function addressOf(network: string, place: number): string {
  const host = place + 10;
  return `${network}.${Math.floor(host / 250)}.${(host % 250) + 1}`;
}
