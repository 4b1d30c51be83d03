/** One server in a target group. */
export type Target = {
  readonly instance: string;
  readonly port: number;
  readonly registeredAtMs: number;
  /** Since when it takes nobody new; null while it is a full member. */
  drainingFromMs: number | null;
  /** What health checks have found so far. */
  verdict: 'initial' | 'healthy' | 'unhealthy';
};

/** Servers among which a rule shares its users out. */
export type TargetGroup = {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly check: {
    readonly path: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
  };
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  /** By instance and port. */
  readonly targets: Map<string, Target>;
};

/** Which groups a rule sends to, and in which parts. */
export type Forward = {
  readonly groups: readonly { readonly arn: string; readonly weight: number }[];
  readonly stickySeconds: number | undefined;
};

/** What a listener does with requests that fit: the default rule fits all. */
export type Rule = {
  readonly arn: string;
  readonly listener: string;
  /** 1 to 50,000; null for the default rule, which comes last. */
  readonly priority: number | null;
  readonly tags: Map<string, string>;
  paths: readonly string[];
  forward: Forward;
};

/** A door of a load balancer. */
export type Listener = {
  readonly arn: string;
  readonly balancer: string;
  readonly port: number;
  readonly tags: Map<string, string>;
};

/** All that Elastic Load Balancing knows. */
export type Balancing = {
  readonly groups: Map<string, TargetGroup>;
  readonly listeners: Map<string, Listener>;
  readonly rules: Map<string, Rule>;
};

/** A balancing with nothing in it. */
export function newBalancing(): Balancing {
  return { groups: new Map(), listeners: new Map(), rules: new Map() };
}

/** The rules of a listener, or of all, in the order in which they are asked: the default last. */
export function rulesInOrder({ rules }: Balancing, listener?: string): readonly Rule[] {
  const place = ({ priority }: Rule) => priority ?? Number.MAX_SAFE_INTEGER;
  return [...rules.values()]
    .filter((rule) => listener === undefined || rule.listener === listener)
    .toSorted((a, b) => place(a) - place(b));
}

/** The load balancers that send to a group; without one, nobody checks or uses its targets. */
export function balancersOf(balancing: Balancing, group: string): readonly string[] {
  const using = [...balancing.rules.values()].filter(({ forward }) =>
    forward.groups.some(({ arn }) => arn === group),
  );
  return [
    ...new Set(using.flatMap((rule) => balancing.listeners.get(rule.listener)?.balancer ?? [])),
  ];
}

/** How long those who are on a target that leaves may stay, before they are cut off. */
export function drainMs({ attributes }: TargetGroup): number {
  return Number(attributes.get('deregistration_delay.timeout_seconds') ?? 300) * 1_000;
}

/** What a group says before anybody changes it. */
export const usualAttributes = {
  'deregistration_delay.timeout_seconds': '300',
  'stickiness.enabled': 'false',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'slow_start.duration_seconds': '0',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
} as const;
