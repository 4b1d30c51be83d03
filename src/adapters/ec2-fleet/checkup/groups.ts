import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { FleetFinding } from '../../../ports/fleet.ts';
import { groupName } from '../front-door.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { ask, type CheckupAws, type Denial, type Came } from './calls.ts';

/** What is known of the target groups: findings, what was denied, and which network they are in. */
export type GroupsSeen = {
  readonly findings: readonly FleetFinding[];
  readonly denials: readonly Denial[];
  readonly network: string | null;
};

type Asked = Pick<Ec2FleetOptions, 'rule' | 'groups' | 'waiting' | 'startsWithinMs'> & {
  /** The shortest pause between two batches: who is kept with a server for longer does not move. */
  readonly batchMs: number;
};

/** Looks at each target group by itself, because one that is missing fails a list of them. */
export async function lookAtGroups(aws: CheckupAws, asked: Asked): Promise<GroupsSeen> {
  const seen = await Promise.all(
    [...asked.groups, asked.waiting].map((arn) => lookAtGroup(aws, arn, asked)),
  );
  return {
    findings: seen.flatMap(({ finding }) => finding ?? []),
    denials: seen.flatMap(({ denials }) => denials),
    network: seen.find(({ network }) => network !== null)?.network ?? null,
  };
}

async function lookAtGroup(aws: CheckupAws, arn: string, asked: Asked) {
  const what = `target group ${groupName(arn)}`;
  const [shown, set] = await Promise.all([
    ask('elasticloadbalancing:DescribeTargetGroups', (how) =>
      aws.describeTargetGroups({ TargetGroupArns: [arn] }, how),
    ),
    ask('elasticloadbalancing:DescribeTargetGroupAttributes', (how) =>
      aws.describeTargetGroupAttributes({ TargetGroupArn: arn }, how),
    ),
  ]);
  const denials = [shown, set].flatMap((one) => (one.kind === 'denied' ? [one] : []));
  const group = shown.kind === 'said' ? shown.said.TargetGroups?.[0] : undefined;
  const network = group?.VpcId ?? null;
  if (shown.kind === 'refused') return { finding: missing(what, shown), denials, network };
  if (group === undefined || set.kind !== 'said') return { finding: null, denials, network };
  const attributes = new Map(
    (set.said.Attributes ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
  const faulty = faultOfGroup(group, asked) ?? faultOfKeeping(arn, attributes, asked);
  const { HealthCheckPath: path = '/', HealthCheckIntervalSeconds: every = 0 } = group;
  const finding: FleetFinding =
    faulty === null
      ? { what: `${what} checks ${path} every ${every} s, and keeps nobody`, todo: null }
      : { what: `${what} ${faulty.why}`, todo: faulty.todo };
  return { finding, denials, network };
}

function missing(what: string, { code, why }: Extract<Came<never>, { kind: 'refused' }>) {
  return code.startsWith('TargetGroupNotFound')
    ? { what: `${what} is not there`, todo: 'Check fleet.traffic in davy.yml' }
    : { what: `${what}: ${why}`, todo: 'Check fleet.traffic in davy.yml' };
}

type GroupFault = { readonly why: string; readonly todo: string };

function faultOfGroup(group: TargetGroup, { rule, startsWithinMs }: Asked): GroupFault | null {
  const { TargetType = '', LoadBalancerArns: balancers = [] } = group;
  if (TargetType !== 'instance')
    return {
      why: `takes targets by ${TargetType}`,
      todo: 'Make one whose target type is instance: Davy lets servers in by their ids',
    };
  if (group.HealthCheckEnabled === false)
    return { why: 'checks nobody', todo: 'Switch its health check on: it says who is ready' };
  const own = balancerOf(rule);
  const other = balancers.find((arn) => !arn.includes(own));
  if (other !== undefined)
    return {
      why: `belongs to another load balancer, ${other.split('/')[2] ?? other}`,
      todo: `Take a group that only ${own.split('/')[2] ?? own} uses: the rule cannot send to it`,
    };
  const { HealthCheckIntervalSeconds: every = 0, HealthyThresholdCount: times = 0 } = group;
  return every * times * 1_000 < startsWithinMs
    ? null
    : {
        why: `needs ${every * times} s to find a server well (${times} checks, ${every} s apart)`,
        todo:
          `Check more often there, or take fleet.starts_within longer than its ` +
          `${startsWithinMs / 1_000} s: before that every new server is given up`,
      };
}

/** The part of a rule's name that names its load balancer. */
function balancerOf(rule: string): string {
  const [, app = '', name = '', id = ''] = rule.split('/');
  return `loadbalancer/${app}/${name}/${id}`;
}

/** Cookies that send users back to the server they had, for longer than a batch is watched. */
function faultOfKeeping(
  arn: string,
  attributes: ReadonlyMap<string, string>,
  { waiting, batchMs }: Asked,
): GroupFault | null {
  if (arn === waiting || attributes.get('stickiness.enabled') !== 'true') return null;
  const type = attributes.get('stickiness.type') ?? 'lb_cookie';
  const seconds = Number(attributes.get(`stickiness.${type}.duration_seconds`) ?? 0);
  return seconds * 1_000 <= batchMs
    ? null
    : {
        why: `keeps users with one server for ${seconds} s`,
        todo:
          'Switch its stickiness off, or take it no longer than release.between_batches ' +
          `(${batchMs / 1_000} s): users who are kept do not move with their batch`,
      };
}
