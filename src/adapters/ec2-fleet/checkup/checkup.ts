import type { FleetCheckup, FleetFinding } from '../../../ports/fleet.ts';
import { isThrottled } from '../faults.ts';
import { targetsIn } from '../front-door.ts';
import { bearingOf, type Ec2Machine, machinesOf } from '../machines.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { beginCall } from '../reach.ts';
import { ask, type CheckupAws, type Denial, loadCheckup, type Came } from './calls.ts';
import { lookAtGroups } from './groups.ts';
import { lookAtMadeImages } from './made-images.ts';
import { permissionFindings } from './permissions.ts';
import { lookAtRule } from './rule.ts';
import { lookAtCounting, lookAtDraining } from './served.ts';
import { lookAtScaling } from './scaling.ts';
import { lookAtImages, runningOf } from './servers.ts';
import { lookAtSubnets } from './subnets.ts';
import { lookAtTemplate } from './template.ts';
import { notLent, takeOn, unasked, unreached } from './unasked.ts';
import { type Tried, tryBalancer, tryServers } from './try-permissions.ts';

/** What davy.yml says beside the fleet, and whether Prometheus is there to be asked. */
type Beside = {
  readonly batchMs: number;
  readonly counts: boolean;
  /** By which tags the images of builds are found; null where CI names them. */
  readonly imageTags: Readonly<Record<string, string>> | null;
};

/** Looks at the fleet of one service. Nothing is changed that anybody could notice. */
export async function ec2Checkup(
  options: Ec2FleetOptions,
  service: string,
  beside: Beside,
): Promise<FleetCheckup> {
  try {
    return await lookAtAll(options, service, beside);
  } catch (fault) {
    if (!isThrottled(fault)) throw fault;
    const what = 'AWS is asked too often by this account to answer now';
    const todo = 'Run the doctor again in a minute; if it stays so, find out who asks so often';
    return { ...unasked, findings: [{ what, todo }] };
  }
}

async function lookAtAll(
  options: Ec2FleetOptions,
  service: string,
  { batchMs, counts, imageTags }: Beside,
): Promise<FleetCheckup> {
  let aheadMs: number | null = null;
  const aws = await loadCheckup(options, (date) => {
    aheadMs = Date.parse(date) - options.now();
  });
  const listed = await ask('ec2:DescribeInstances', () =>
    machinesOf(beginCall(aws, { budget: options.budget, keys: null }), service, options),
  );
  if (listed.kind === 'refused') return unreached(listed.why, aheadMs);
  if (listed.kind === 'denied' && listed.action === takeOn) return notLent(listed, aheadMs);
  const running = runningOf(listed.kind === 'said' ? listed.said : []);
  const seen = await lookAtThings(aws, running, { ...options, batchMs });
  const balancer = await tryBalancer(aws, seen.actions, options);
  const tried = await tryOn(aws, service, running, options);
  const scaling = await lookAtScaling(aws, service, running, options);
  const denials = [
    ...(listed.kind === 'denied' ? [listed] : []),
    ...seen.denials,
    ...balancer.denials,
    ...tried.denials,
    ...scaling.denials,
  ];
  const asked = [balancer, tried, scaling].reduce(
    (sum, { actions }) => sum + actions.length,
    looks,
  );
  const things = [
    ...seen.findings,
    ...scaling.findings,
    ...(await lookAtMadeImages(aws, imageTags, options.now())),
    ...(counts ? await lookAtCounting(running, options) : []),
    ...(await lookAtDraining(running, options.sticky)),
  ];
  return {
    findings: [
      ...permissionFindings(denials, asked),
      ...things,
      ...otherwise(tried, things, listed.kind === 'said'),
    ],
    isExplained: denials.length > 0 || things.some(({ todo }) => todo !== null),
    knowsVersions: seen.knowsVersions,
    aheadMs,
  };
}

/** Looks at all that AWS shows of what a release hangs on. */
async function lookAtThings(
  aws: CheckupAws,
  running: readonly Ec2Machine[],
  options: Ec2FleetOptions & Pick<Beside, 'batchMs'>,
) {
  const [rule, groups] = await Promise.all([lookAtRule(aws, options), lookAtGroups(aws, options)]);
  const { network } = groups;
  const [template, subnets, images, health, tags] = await Promise.all([
    lookAtTemplate(aws, options),
    lookAtSubnets(aws, options, { serving: running.length, network }),
    lookAtImages(aws, running, options),
    askHealth(aws, options),
    ask('elasticloadbalancing:DescribeTags', (how) =>
      aws.describeTags({ ResourceArns: [options.rule] }, how),
    ),
  ]);
  const answers = [rule.said, template, subnets, images, health, tags];
  return {
    denials: [...answers.flatMap((one) => (one.kind === 'denied' ? [one] : [])), ...groups.denials],
    findings: [
      ...found(template),
      ...found(subnets).flat(),
      ...found(rule.said),
      ...groups.findings,
      ...(images.kind === 'said' ? images.said.findings : []),
    ],
    actions: rule.actions,
    knowsVersions: images.kind === 'said' && images.said.knowsVersions,
  };
}

/** So many actions only look. */
const looks = 9;

function found<T>(said: Came<T>): readonly T[] {
  return said.kind === 'said' ? [said.said] : [];
}

async function askHealth(aws: CheckupAws, { groups, waiting }: Ec2FleetOptions) {
  const all = await Promise.all(
    [...groups, waiting].map((group) =>
      ask('elasticloadbalancing:DescribeTargetHealth', () =>
        targetsIn(beginCall(aws, { budget: null, keys: null }), [group]),
      ),
    ),
  );
  // One that is not there is found where the groups are looked at.
  return all.find(({ kind }) => kind === 'denied') ?? all[0] ?? none;
}

const none = { kind: 'refused', code: '', why: '' } as const;

async function tryOn(
  aws: CheckupAws,
  service: string,
  running: readonly Ec2Machine[],
  options: Ec2FleetOptions,
): Promise<Tried> {
  const machine = running.find(({ state }) => state === 'running');
  if (machine === undefined)
    return {
      denials: noDenials,
      actions: [],
      untried: 'no server runs to try it on',
      launch: null,
    };
  const own = (one: Ec2Machine) => one.tags[options.versionTag] ?? one.image;
  const { version } = bearingOf(machine, own);
  return tryServers(aws, service, { machine, version }, options);
}

const noDenials: readonly Denial[] = [];

/** What is left to say of trying: a fault of the launch that nothing else explains. */
function otherwise(
  { untried, launch }: Tried,
  things: readonly FleetFinding[],
  isListed: boolean,
): readonly FleetFinding[] {
  if (untried !== null)
    return isListed ? [{ what: `what Davy may do to servers: ${untried}`, todo: null }] : [];
  const isExplained = things.some(({ todo }) => todo !== null);
  return launch === null || isExplained
    ? []
    : [
        {
          what: `EC2 refuses a launch as a release would order it (${launch})`,
          todo: 'Mend what EC2 names in the launch template, or in the fleet of davy.yml',
        },
      ];
}
