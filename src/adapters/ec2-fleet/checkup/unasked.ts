import type { FleetCheckup } from '../../../ports/fleet.ts';
import type { Denial } from './calls.ts';

/** What is not known where nobody could be asked. */
export const unasked = { isExplained: true, knowsVersions: false, aheadMs: null } as const;

/** AWS is not there, or does not know these keys. */
export function unreached(why: string, aheadMs: number | null): FleetCheckup {
  const finding = {
    what: `AWS cannot be asked (${why})`,
    todo: 'Check the credentials of this machine, AWS_REGION (or fleet.region) and the network',
  };
  return { ...unasked, findings: [finding], aheadMs };
}

/** What every call with a role begins with. */
export const takeOn = 'sts:AssumeRole';

/** Without the role nothing else can be tried. */
export function notLent({ resource }: Denial, aheadMs: number | null): FleetCheckup {
  const finding = {
    what: `Davy may not take on ${resource} (${takeOn})`,
    todo:
      'Let whoever Davy is take it on, as deploy/aws/assume.json has it, and name them in its ' +
      'trust policy with the external id, as deploy/aws/trust.json has it',
  };
  return { ...unasked, findings: [finding], aheadMs };
}
