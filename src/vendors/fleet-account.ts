import type { Ec2Role } from '../adapters/ec2-fleet/role.ts';
import type { AwsSettings } from '../adapters/ec2-fleet/settings.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';

/**
 * Where the calls of a line to AWS go, and as whom: what its fleet says is so for its jobs as well.
 * What it leaves out, the SDK's own chain finds.
 */
export function awsAccountOf(
  { fleet }: Pick<ServiceEntry, 'fleet'>,
  line: string,
): { readonly aws: Pick<AwsSettings, 'region'>; readonly role: Ec2Role | null } {
  if (fleet.kind !== 'ec2') return { aws: {}, role: null };
  const { region, role, external_id: externalId = null } = fleet;
  return {
    aws: region === undefined ? {} : { region },
    // The account's own log shows which line it was.
    role: role === undefined ? null : { arn: role, externalId, session: `davy-${line}` },
  };
}
