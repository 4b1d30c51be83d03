import { balancerArns } from '../aws/elb/things.ts';
import type { Build, Repository } from '../repository/create.ts';

/** The account of a team whose service runs on EC2, as it stands before Davy comes. */
export const account = {
  id: '123456789012',
  region: 'eu-west-1',
  template: 'lt-0123456789abcdef0',
  profile: 'team-server',
  zones: ['eu-west-1a', 'eu-west-1b'],
  subnets: ['subnet-0000000000000000a', 'subnet-0000000000000000b'],
  /** Each holds one version of one release; four, so that three builds can be tried at once. */
  groups: ['blue', 'green', 'red', 'grey'],
  waiting: 'waiting',
  roleTag: 'Role',
  versionTag: 'releaseVersion',
} as const;

/** Whoever owns the account may do everything; Davy may do what its policy says. */
export const ownerKey = { id: 'AKIAPLAYGROUNDOWNER1', secret: 'owner-of-the-local-aws' } as const;
export const davyKey = { id: 'AKIAPLAYGROUNDDAVY01', secret: 'davy-at-the-local-aws' } as const;

const arns = balancerArns({ region: account.region, account: account.id });
/** The rule that Davy writes weights on. */
export const listener = { balancer: 'team', priority: 10 } as const;

/** Full names, as davy.yml and the policy want them. */
export const accountArns = {
  rule: arns.rule(listener.balancer, listener.priority),
  groups: account.groups.map(arns.group),
  waiting: arns.group(account.waiting),
} as const;

/** The image that an image pipeline makes of a build. */
export function amiOf({ commit }: Pick<Build, 'commit'>): string {
  return `ami-${commit.slice(0, 17)}`;
}

/** The same builds, as whoever launches them on AWS knows them: by their AMI. */
export function withAmis(repository: Repository): Repository {
  const own = (build: Build): Build => ({ ...build, image: amiOf(build) });
  const { live, older, builds } = repository;
  return { ...repository, live: own(live), older: older.map(own), builds: builds.map(own) };
}
