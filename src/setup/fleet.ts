import { askFor, type Talk } from './ask.ts';

const address = {
  fits: /^https?:\/\/\S+$/,
  otherwise: 'Write an address such as http://127.0.0.1:4411',
};
const groups = 3;

/** Where the service runs: the keys of `fleet`, in the words of the vendor's own console. */
export async function askFleet(talk: Talk): Promise<Readonly<Record<string, unknown>>> {
  const kind = await askFor(talk, 'Where does it run, local or ec2', {
    usual: 'local',
    fits: /^(local|ec2)$/,
    otherwise: 'This version moves fleets of kind local and ec2.',
  });
  if (kind === 'local')
    return {
      kind,
      host: await askFor(talk, 'Address of its process host', {
        usual: 'http://127.0.0.1:4411',
        ...address,
      }),
      balancer: await askFor(talk, 'Address of its balancer', {
        usual: 'http://127.0.0.1:4412',
        ...address,
      }),
    };
  return { kind, ...(await askEc2(talk)) };
}

async function askEc2(talk: Talk): Promise<Readonly<Record<string, unknown>>> {
  const one = (question: string, fits: RegExp, example: string) =>
    askFor(talk, question, { fits, otherwise: `Write it like ${example}` });
  const arn = (what: string, kind: string) =>
    one(
      `ARN of ${what}`,
      new RegExp(`^arn:.*:${kind}/`),
      `arn:aws:elasticloadbalancing:…:${kind}/…`,
    );
  const region = await one('Region', /^[a-z]+(-[a-z]+)+-\d$/, 'eu-west-1');
  const template = await one('Launch template', /^lt-[0-9a-f]{8,17}$/, 'lt-0123456789abcdef0');
  const version = await one('Its version, a number', /^\d+$/, '7');
  const subnets = await one('Subnets', /^(subnet-[0-9a-f]{8,17}[ ,]*)+$/, 'subnet-1111aaaa');
  const tag = await one('A tag all its servers have', /^[^=*?]+=[^=*?]+$/, 'Role=board');
  const rule = await arn(
    'a listener rule with weights (not the default rule)',
    'listener-rule/app',
  );
  const targets: string[] = [];
  while (targets.length < groups)
    targets.push(await arn(`target group ${targets.length + 1} of ${groups}`, 'targetgroup'));
  const waiting = await arn('one more, in which nobody ever gets traffic', 'targetgroup');
  const [name = '', value = ''] = tag.split('=');
  return {
    moves: 'traffic',
    region,
    launch_template: { id: template, version: Number(version) },
    subnets: subnets.split(/[ ,]+/).filter((subnet) => subnet !== ''),
    select: { tags: { [name]: value }, version_tag: 'releaseVersion' },
    traffic: { listener_rule: rule, groups: targets, waiting },
  };
}
