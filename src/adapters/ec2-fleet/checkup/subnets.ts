import type { FleetFinding } from '../../../ports/fleet.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { ask, type CheckupAws, type Came } from './calls.ts';

/**
 * Whether each subnet is there, in the network of the target groups, and has room for as many
 * servers as serve now: a release brings up as many once more.
 */
export async function lookAtSubnets(
  aws: CheckupAws,
  { subnets }: Pick<Ec2FleetOptions, 'subnets'>,
  { serving, network }: { readonly serving: number; readonly network: string | null },
): Promise<Came<readonly FleetFinding[]>> {
  const asked = await ask('ec2:DescribeSubnets', (how) =>
    aws.describeSubnets({ Filters: [{ Name: 'subnet-id', Values: [...subnets] }] }, how),
  );
  if (asked.kind !== 'said') return asked;
  const found = asked.said.Subnets ?? [];
  return {
    kind: 'said',
    said: subnets.map((id): FleetFinding => {
      const subnet = found.find(({ SubnetId }) => SubnetId === id);
      if (subnet === undefined)
        return { what: `${id} is not there`, todo: `Check ${id} in fleet.subnets of davy.yml` };
      const { VpcId, AvailabilityZone = '', AvailableIpAddressCount: free = 0 } = subnet;
      if (network !== null && VpcId !== network)
        return {
          what: `${id} is in ${VpcId}, and the target groups are in ${network}`,
          todo: `Name a subnet of ${network} instead: a server of ${id} can be let in nowhere`,
        };
      if (free < Math.max(1, serving))
        return {
          what: `${id} has ${free} free addresses, and ${serving} servers serve now`,
          todo: 'Free some there, or name a larger subnet: a release starts as many once more',
        };
      return { what: `${id} in ${AvailabilityZone} has ${free} free addresses`, todo: null };
    }),
  };
}
