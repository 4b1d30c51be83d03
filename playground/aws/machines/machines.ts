/** Where every machine of this network offers its service. */
export const servicePort = 8080;

/** What a machine is told when it is switched on. */
export type Machine = {
  readonly id: string;
  /** The tags of the image it is made from: they say which build that is. */
  readonly imageTags: ReadonlyMap<string, string>;
  readonly privateIp: string;
};

/**
 * How the service on a machine answers a health check, and since when (in the time of this cloud):
 * well, with a bad status, too late, or not at all.
 */
export type Pulse = {
  readonly kind: 'well' | 'bad-status' | 'too-late' | 'no-answer';
  readonly sinceMs: number;
};

/** Where new users are sent: machines with what each takes of 1,000, and those that keep theirs. */
export type Steering = {
  readonly id: string;
  readonly share: number;
};

/**
 * What runs behind the instances. In memory nothing does; over the playground's host each is a
 * real process behind the real balancer.
 */
export type Machines = {
  /** How addresses of this network begin. */
  readonly network: string;
  readonly switchOn: (machine: Machine) => void;
  readonly switchOff: (id: string) => void;
  readonly destroy: (id: string) => void;
  readonly pulse: (id: string) => Pulse;
  readonly console: (id: string) => string;
  /** Everybody who is still on it is cut off: the balancer lets go of the machine. */
  readonly cut: (id: string) => void;
  readonly steer: (steering: readonly Steering[]) => void;
};
