/** The states of an instance, with the numbers that EC2 gives them. */
export const stateCodes = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export type InstanceState = keyof typeof stateCodes;

/** A state and when it begins; some lie ahead, so that time alone moves an instance on. */
export type Move = {
  readonly state: InstanceState;
  readonly atMs: number;
  readonly reason?: readonly [code: string, message: string];
};

/** A virtual server. */
export type Instance = {
  readonly id: string;
  readonly reservation: string;
  readonly launchIndex: number;
  readonly image: string;
  type: string;
  readonly subnet: string;
  readonly zone: string;
  readonly privateIp: string;
  readonly spot: string | null;
  readonly token: string | undefined;
  readonly template: { readonly id: string; readonly version: string } | undefined;
  readonly firstLaunchedAtMs: number;
  /** When it is not seen by those who look, although it is there. */
  readonly hidden: readonly (readonly [fromMs: number, untilMs: number])[];
  readonly tags: Map<string, string>;
  launchedAtMs: number;
  isGuarded: boolean;
  shutdownBehaviour: 'stop' | 'terminate';
  moves: readonly Move[];
};

/** What servers are made from. */
export type Image = {
  readonly id: string;
  readonly name: string;
  readonly state: 'available' | 'pending' | 'failed';
  readonly createdAtMs: number;
  readonly deprecatedAtMs: number | undefined;
  readonly tags: Map<string, string>;
};

/** A part of the network, in one zone. */
export type Subnet = {
  readonly id: string;
  readonly zone: string;
  readonly tags: Map<string, string>;
};

/** What a version of a launch template says; what it leaves open the call has to say. */
export type TemplateData = {
  readonly image: string | undefined;
  readonly type: string | undefined;
  readonly profile: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
};

/** A launch template: versions count from 1. */
export type Template = {
  readonly id: string;
  readonly name: string;
  readonly tags: Map<string, string>;
  readonly defaultVersion: number;
  readonly versions: {
    readonly data: TemplateData;
    readonly madeAtMs: number;
    readonly token: string;
  }[];
};

/** An order to launch that was carried out, under its client token. */
export type Launched = { readonly parameters: string; readonly instances: readonly string[] };

/** All that EC2 knows. */
export type Compute = {
  readonly instances: Map<string, Instance>;
  readonly images: Map<string, Image>;
  readonly subnets: Map<string, Subnet>;
  readonly templates: Map<string, Template>;
  /** By client token, and by zone where the order named one. */
  readonly launched: Map<string, Launched>;
  /** How many more may start, by `zone/type`; without a number as many as one likes. */
  readonly capacity: Map<string, number>;
};

/** An EC2 with nothing in it. */
export function newCompute(): Compute {
  return {
    instances: new Map(),
    images: new Map(),
    subnets: new Map(),
    templates: new Map(),
    launched: new Map(),
    capacity: new Map(),
  };
}

/** The move that an instance has made last: its state now, since when, and why. */
export function moveOf({ moves }: Instance, now: number): Move {
  return moves.findLast(({ atMs }) => atMs <= now) ?? { state: 'pending', atMs: 0 };
}

/** Whether those who look see an instance: new ones come late, dead ones go after an hour. */
export function isSeen(instance: Instance, now: number): boolean {
  const { state, atMs } = moveOf(instance, now);
  if (state === 'terminated' && now - atMs >= deadAreSeenMs) return false;
  return !instance.hidden.some(([from, until]) => from <= now && now < until);
}

const deadAreSeenMs = 3_600_000;
