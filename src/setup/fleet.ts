import { askFor, type Talk, yesOrNo } from './ask.ts';

const address = {
  fits: /^https?:\/\/\S+$/,
  otherwise: 'Write an address such as http://127.0.0.1:4411',
};
const groups = 3;
const requests = 'sum by (instance) (rate(http_requests_total[1m]))';

/** Where the service runs: the keys of `fleet`, in the words of the vendor's own console. */
export async function askFleet(talk: Talk): Promise<Readonly<Record<string, unknown>>> {
  const kind = await askFor(talk, 'Where does it run, ec2 or local (processes of one machine)', {
    usual: 'ec2',
    fits: /^(ec2|local)$/,
    otherwise: 'This version moves fleets of kind ec2 and local.',
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
  const versionTag = await askFor(talk, 'The tag of its AMIs that says their version', {
    usual: 'releaseVersion',
    fits: /^\S{1,128}$/,
    otherwise: 'Write the name of a tag, such as releaseVersion',
  });
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
    ...(await askMoves(talk)),
    region,
    launch_template: { id: template, version: Number(version) },
    subnets: subnets.split(/[ ,]+/).filter((subnet) => subnet !== ''),
    select: { tags: { [name]: value }, version_tag: versionTag },
    traffic: { listener_rule: rule, groups: targets, waiting },
  };
}

/**
 * How users come to other servers, and who counts those of each: what nobody counts no soak can
 * have had, and users who stick would be cut where only their requests are moved.
 */
async function askMoves(talk: Talk): Promise<Readonly<Record<string, unknown>>> {
  const stay = await askFor(
    talk,
    'Do users stay on their server, as with websockets, yes or no',
    yesOrNo,
  );
  const usual = stay === 'yes' ? 'sum by (instance) (connected_users)' : requests;
  const query = await askFor(
    talk,
    stay === 'yes' ? 'PromQL: users of each server' : 'PromQL: requests a second of each server',
    { usual, fits: /\S/, otherwise: `Write it like ${usual}` },
  );
  const is = await askFor(talk, 'What its label instance says, where {private_ip} is a server', {
    usual: '{private_ip}:9090',
    fits: /\{(private_ip|id)\}/,
    otherwise: 'Write it like {private_ip}:9090',
  });
  if (stay === 'no') return { moves: 'traffic', users: { query, is } };
  const url = await askFor(talk, 'Where a server is asked to hand its users over', {
    usual: 'http://{private_ip}:8080/drain',
    fits: /^https?:\/\/.*\{(private_ip|id)\}/,
    otherwise: 'Write it like http://{private_ip}:8080/drain',
  });
  return { moves: 'users', users: { query, is }, drain: { url } };
}
