import { account, accountArns } from '../account/names.ts';
import type { Sample } from '../sample.ts';

/** Where the machines are; on AWS the SDK finds that by itself. */
type Places = {
  readonly host: string;
  readonly balancer: string;
  readonly aws?: string | undefined;
};

/** The fleet of a playground's davy.yml. */
export function fleetYml({ host, balancer, aws }: Places, sample: Sample): string {
  if (aws !== undefined) return onEc2(sample);
  const moves = sample === 'portal' ? ', moves: traffic' : '';
  return `fleet: { kind: local, host: "${host}", balancer: "${balancer}"${moves} }`;
}

function onEc2(sample: Sample): string {
  const { region, template, subnets, roleTag, versionTag } = account;
  const { rule, groups, waiting } = accountArns;
  return `fleet:
      kind: ec2
${sample === 'portal' ? byShares : byUsers}
      region: ${region}
      launch_template: { id: ${template}, version: 1 }
      subnets: [${subnets.join(', ')}]
      select: { tags: { ${roleTag}: ${sample} }, version_tag: ${versionTag} }
      traffic:
        listener_rule: ${rule}
        groups: [${groups.map((arn) => `"${arn}"`).join(', ')}]
        waiting: ${waiting}
      starts_within: 60s
      cost: { c6i.large: 0.096 }`;
}

const byUsers = `\
      moves: users
      users: { query: board_users, is: "{private_ip}:8080" }
      drain: { url: "http://{private_ip}:8080/drain" }`;

const byShares = `\
      moves: traffic
      users: { query: "rate(board_requests_total[5s])", is: "{private_ip}:8080" }`;
