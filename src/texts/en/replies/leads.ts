import type { Leads } from '../../leads.ts';
import { joined } from '../amount.ts';
import { dot } from '../sentence.ts';

/** Empty teams: those of several services, which nobody wants listed. */
export function leads(teams: readonly string[]): string {
  return teams.length === 0 ? 'The approvers of a service' : `The approvers of ${joined(teams)}`;
}

/** Says it and names them; whoever is at their desk alone, where that is known. */
export function mayBe(may: string, { online, names }: Leads): string {
  return online === null
    ? dot(`${may}: ${names.length === 0 ? 'nobody is in those teams now' : joined(names)}`)
    : `${may}. ${online}`;
}
