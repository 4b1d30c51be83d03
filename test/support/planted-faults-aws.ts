import { vi } from 'vitest';
import { template } from '../playground/aws/an-aws.ts';
import { groups, images, rule, waiting } from './ec2-place.ts';
import { makeImage } from './ec2-worlds.ts';
import { type HealthyTeam, reaching, shippedPolicy } from './healthy-team.ts';
import type { PlantedFault } from './planted-fault.ts';

const [blue = '', , red = ''] = groups;

/** Puts something else in the place of what is there, until it is mended. */
function swapped<Value>(map: Map<string, Value>, key: string, change: (value: Value) => unknown) {
  const before = map.get(key);
  if (before === undefined) throw new Error(`${key} is not there`);
  const after = change(before);
  if (after === undefined) map.delete(key);
  else map.set(key, { ...before, ...after });
  return { mend: () => void map.set(key, before) };
}

const balancing = ({ place }: HealthyTeam) => place.world.balancing;
const compute = ({ place }: Pick<HealthyTeam, 'place'>) => place.world.compute;

/** The listener rule sends to these groups, by their weights. */
const forward =
  (weights: Readonly<Record<string, number>>, stickySeconds?: number) => (team: HealthyTeam) => {
    const found = balancing(team).rules.get(rule);
    if (!found) throw new Error('there is no rule');
    const before = found.forward;
    const list = Object.entries(weights).map(([arn, weight]) => ({ arn, weight }));
    found.forward = { groups: list, stickySeconds };
    return { mend: () => void (found.forward = before) };
  };

const group =
  (change: Parameters<typeof swapped<GroupThing>>[2], arn = red) =>
  (team: HealthyTeam) =>
    swapped(balancing(team).groups, arn, change);
type GroupThing =
  HealthyTeam['place']['world']['balancing']['groups'] extends Map<string, infer T> ? T : never;

const template1 = (change: object) => (team: HealthyTeam) => {
  const [version] = compute(team).templates.get(template)?.versions ?? [];
  if (!version) throw new Error('there is no template');
  const before = version.data;
  Object.assign(version, { data: { ...before, ...change } });
  return { mend: () => void Object.assign(version, { data: before }) };
};

const accountFaults: readonly PlantedFault[] = [
  {
    fault: 'AWS does not know the keys',
    plant: () => {
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIANOBODY');
      return { mend: () => vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIADAVY') };
    },
    finds: /board: AWS cannot be asked \(AWS was not able to validate/,
    cure: /credentials/,
  },
  {
    fault: 'the policy does not name a target group',
    plant: async ({ allow }) => {
      await allow(shippedPolicy.replace(`"${red}", `, ''));
      return { mend: () => allow(shippedPolicy) };
    },
    finds: /may not \S*RegisterTargets, \S*DeregisterTargets \(on \S*\/red\/\S*\)/,
    cure: /the statement LetServersIn/,
  },
  {
    fault: 'the policy is filled in for another line',
    plant: async ({ allow }) => {
      await allow(shippedPolicy.replace('"aws:RequestTag/davy:line": "board" } }', bord));
      return { mend: () => allow(shippedPolicy) };
    },
    finds: /may not ec2:RunInstances \(on \S*:instance\/\*\)/,
    cure: /the statement LaunchWhatBearsTheLine/,
  },
  {
    fault: 'the policy for jobs by Systems Manager is not there',
    plant: ({ servers: [on = ''] }) => ({
      yml: [['    prerelease: {', `    jobs: { warm: ${managedOn(on)} }\n    prerelease: {`]],
    }),
    finds: /refused \(AWS lacks ssm:ListCommandInvocations\b.*; AWS lacks ssm:SendCommand on /,
    cure: /Give Davy a token/,
  },
  {
    fault: 'nobody lends Davy the role of the line',
    plant: () => ({ yml: [['region: eu-west-1', `region: eu-west-1\n      role: ${aRole}`]] }),
    finds: /Davy may not take on \S+:role\/davy-board \(sts:AssumeRole\)/,
    cure: /deploy\/aws\/assume\.json .* deploy\/aws\/trust\.json/,
  },
  {
    fault: 'the template is not there',
    plant: (team) => swapped(compute(team).templates, template, () => undefined),
    finds: /launch template lt-\S+, version 1: .*does not exist/,
    cure: /launch_template\.id/,
  },
  {
    fault: 'the template has no such version',
    plant: () => ({ yml: [['version: 1 }', 'version: 7 }']] }),
    finds: /version 7, is not there; its newest is 1/,
    cure: /launch_template\.version/,
  },
  {
    fault: 'the template says no type of server',
    plant: template1({ type: undefined }),
    finds: /version 1, says no type of server/,
    cure: /instance type/,
  },
  {
    fault: 'a subnet is not there',
    plant: () => ({ yml: [['subnet-0000000000000000b', 'subnet-0000000000000000c']] }),
    finds: /subnet-0000000000000000c is not there/,
    cure: /fleet\.subnets/,
  },
  {
    fault: 'the image of what is live is gone',
    plant: (team) => swapped(compute(team).images, images.old, () => undefined),
    finds: /ami-00000000000000041, which 2 servers run, is not there/,
    cure: /a way back to what is live now/,
  },
  {
    fault: 'the image of what is live has failed',
    plant: (team) => swapped(compute(team).images, images.old, () => ({ state: 'failed' })),
    finds: /ami-00000000000000041, which 2 servers run, is failed/,
    cure: /Restore or share it/,
  },
  {
    fault: 'nothing says which version is live',
    plant: (team) => swapped(compute(team).images, images.old, () => ({ tags: new Map() })),
    finds: /nobody says which version i-\S+ runs/,
    cure: /the tag releaseVersion/,
  },
  {
    fault: 'no image bears the tags by which builds find theirs',
    plant: () => ({ yml: [['images: { tags: { Role: board }', 'images: { tags: { Role: bord }']] }),
    finds: /no AMI of this account bears releaseVersion=\{version\}, Role=bord \(fleet\.images\)$/m,
    cure: /write these tags on them, or .* fleet\.images\.tags/,
  },
  {
    fault: 'no image says the commit by which builds find theirs',
    plant: () => ({ yml: [['Role: board } }', "Role: board, Commit: 'c-{commit}' } }"]] }),
    finds: /Role=board, Commit=c-\{commit\} \(fleet\.images\); 3 bear Role=board$/m,
    cure: /write these tags on them/,
  },
  {
    fault: 'several images bear the tags of one build',
    plant: ({ place }) => {
      const tags = { Role: 'board', releaseVersion: '1.44.0' };
      const made = [makeImage(place, tags), makeImage(place, tags)];
      return { mend: () => made.forEach((id) => compute({ place }).images.delete(id)) };
    },
    finds: /2 AMIs bear releaseVersion=1\.44\.0, Role=board: the newest, ami-\S+, would be taken/,
    cure: /fleet\.images\.tags, such as Commit: '\{commit\}'/,
  },
  {
    fault: 'servers belong to an Auto Scaling group',
    plant: ({ place, servers }) => {
      const { tags } = place.world.compute.instances.get(servers[0] ?? '') ?? { tags: new Map() };
      tags.set('aws:autoscaling:groupName', 'web');
      return { mend: () => tags.delete('aws:autoscaling:groupName') };
    },
    finds: /belong to the Auto Scaling group web/,
    cure: /^Write group: \{ copy: web \} into the fleet of davy.yml/,
  },
  {
    fault: 'no server is well',
    plant: ({ place, servers }) => {
      for (const id of servers) place.machines().say(id, 'bad-status');
      place.pass(60);
      return {
        mend: () => {
          for (const id of servers) place.machines().say(id, 'well');
          place.pass(120);
        },
      };
    },
    finds: /board: no server is ready/,
    cure: /Start one before the first release/,
  },
];

const aRole = 'arn:aws:iam::123456789012:role/davy-board';
const managedOn = (server: string) =>
  `{ run: ssm, command: /opt/board/warm, on: [${server}], who: [S0WHITE] }`;

const bord = '"aws:RequestTag/davy:line": "bord" } }';

const balancerFaults: readonly PlantedFault[] = [
  {
    fault: 'a target group is not there',
    plant: group(() => undefined),
    finds: /target group red is not there/,
    cure: /fleet\.traffic/,
  },
  {
    fault: 'a target group keeps users with a server',
    plant: group(({ attributes }) => ({
      attributes: new Map([...attributes, ['stickiness.enabled', 'true']]),
    })),
    finds: /target group red keeps users with one server for 86400 s/,
    cure: /release\.between_batches \(600 s\)/,
  },
  {
    fault: 'a target group takes too long to find a server well',
    plant: group(({ check }) => ({ check: { ...check, intervalSeconds: 90 } })),
    finds: /target group red needs 450 s to find a server well/,
    cure: /fleet\.starts_within/,
  },
  {
    fault: 'a target group belongs to another load balancer',
    plant: async ({ place }) => {
      await place.control('things', { balancers: [{ name: 'shop', default: { red: 1 } }] });
      const { rules, listeners } = place.world.balancing;
      const mend = () => {
        for (const [arn, one] of rules) if (one.arn.includes('/shop/')) rules.delete(arn);
        for (const arn of listeners.keys()) if (arn.includes('/shop/')) listeners.delete(arn);
      };
      return { mend };
    },
    finds: /target group red belongs to another load balancer, shop/,
    cure: /only board uses/,
  },
  {
    fault: 'the listener rule is not there',
    plant: () => ({ yml: [[rule, rule.replace(/a$/, 'b')]] }),
    finds: /the listener rule: it is not there/,
    cure: /traffic\.listener_rule/,
  },
  {
    fault: 'the listener rule keeps users with a group',
    plant: forward({ [blue]: 1 }, 3_600),
    finds: /the listener rule: it keeps users with a target group/,
    cure: /Switch off its stickiness/,
  },
  {
    fault: 'the listener rule sends to another group',
    plant: (team) => {
      const other = blue.replace('/blue/', '/maintenance/');
      return forward({ [blue]: 1, [other]: 1 })(team);
    },
    finds: /the listener rule: it sends to \S+maintenance/,
    cure: /Take it out of the rule/,
  },
  {
    fault: 'those who wait get traffic',
    plant: forward({ [blue]: 1, [waiting]: 1 }),
    finds: /the listener rule: the waiting group gets traffic/,
    cure: /weight 0/,
  },
  {
    fault: 'servers cannot be asked to hand users over',
    plant: () => ({ means: { fetch: reaching([]) } }),
    finds: /http:\/\/10\.\S+:8080\/drain, where users are handed over, cannot be reached/,
    cure: /fleet\.drain\.url/,
  },
  {
    fault: 'users are counted under another name',
    plant: () => ({ yml: [["is: '{private_ip}:9090'", "is: '{id}'"]] }),
    finds: /fleet\.users counts 10\.\S+:9090, and no server is called so \(one is i-\S+\)/,
    cure: /fleet\.users/,
  },
  {
    fault: 'nobody counts users',
    plant: () => ({ yml: [["query: 'board_users'", "query: 'bord_users'"]] }),
    finds: /fleet\.users counts nobody/,
    cure: /fleet\.users/,
  },
];

/** Faults on AWS, and at the servers there. */
export const awsFaults: readonly PlantedFault[] = [...accountFaults, ...balancerFaults];
