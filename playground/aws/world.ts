import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import { type Compute, newCompute } from './ec2/compute.ts';
import { type Balancing, newBalancing } from './elb/balancing.ts';
import { type Identity, newIdentity } from './iam/identity.ts';
import { newScaling, type Scaling } from './scaling/scaling.ts';
import { type Management, newManagement } from './ssm/commands.ts';
import type { Machines } from './machines/machines.ts';
import { type Pace, usualPace } from './pace.ts';

/** Something that happened by itself, or that no answer tells: for those who check afterwards. */
export type Happening = { readonly atMs: number; readonly kind: string; readonly id: string };

/** One account in one region: everything that the services know of each other. */
export type World = {
  readonly region: string;
  readonly account: string;
  readonly clock: Clock;
  readonly machines: Machines;
  readonly identity: Identity;
  readonly compute: Compute;
  readonly balancing: Balancing;
  readonly management: Management;
  readonly scaling: Scaling;
  readonly happenings: Happening[];
  pace: Pace;
  /** A new id, such as `i-0f…`; the same run gives the same ids. */
  readonly newId: (prefix: string) => string;
};

/** What an account begins with. */
export type WorldOptions = {
  readonly region: string;
  readonly account: string;
  readonly clock: Clock;
  readonly machines: Machines;
  readonly keyId: string;
  readonly secret: string;
  readonly pace: Partial<Pace>;
};

/** An empty account. */
export function newWorld(options: WorldOptions): World {
  const { region, account, clock, machines, keyId, secret, pace } = options;
  let made = 0;
  return {
    region,
    account,
    clock,
    machines,
    identity: newIdentity(account, keyId, secret),
    compute: newCompute(),
    balancing: newBalancing(),
    management: newManagement(),
    scaling: newScaling(),
    happenings: [],
    pace: { ...usualPace, ...pace },
    newId(prefix) {
      made += 1;
      return `${prefix}-0${digest(`${prefix}${made}`).slice(0, 16)}`;
    },
  };
}

/** Notes what nobody asked for, or what no answer shows. */
export function happened(world: World, kind: string, id: string): void {
  world.happenings.push({ atMs: world.clock.now(), kind, id });
}

/** A number that belongs to a name: below `most`, and always the same. */
export function chanceOf(name: string, most: number): number {
  return most <= 0 ? 0 : Number.parseInt(digest(name).slice(0, 8), 16) % most;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
