import { z } from 'zod';
import { Ec2Fleet } from './fleet-ec2.ts';

const LocalFleet = z.strictObject({
  kind: z.literal('local'),
  /** The process host that starts and stops servers on this machine. */
  host: z.url({ protocol: /^https?$/ }),
  balancer: z.url({ protocol: /^https?$/ }),
  /** `users` stick to a server and are handed over; `traffic` follows shares. */
  moves: z.enum(['users', 'traffic']).optional(),
  /** The file where its way back is kept outside the database, for `davy rollback --from`. */
  rollback_order: z
    .string()
    .regex(/^(?!ssm:)./, { error: 'write the path of a file' })
    .max(500)
    .optional(),
});

/** What the servers of a service run on, and what of its users or their requests is moved. */
export const FleetEntry = z.discriminatedUnion('kind', [LocalFleet, Ec2Fleet], {
  error: fleetFault,
});

/** Whether Prometheus counts whom its servers serve. */
export function countsByPrometheus(fleet: z.infer<typeof FleetEntry>): boolean {
  return fleet.kind === 'ec2';
}

/** What is said where a fleet is configured by a job that nobody wrote. */
export const noSuchJob = {
  path: ['fleet', 'configure', 'job'],
  error: 'is no job of this service: write it in jobs',
};

/** Whether the job that configures its servers is there; without one nothing is missing. */
export function isConfiguredByOwnJob({
  fleet,
  jobs,
}: {
  readonly fleet: z.infer<typeof FleetEntry>;
  readonly jobs: Readonly<Record<string, unknown>>;
}): boolean {
  return fleet.kind !== 'ec2' || !fleet.configure || Object.hasOwn(jobs, fleet.configure.job);
}

const later: readonly unknown[] = ['kubernetes', 'bluegreen'];

function fleetFault({ input }: { readonly input?: unknown }): string {
  const kind = z.object({ kind: z.unknown() }).safeParse(input).data?.kind;
  return later.includes(kind)
    ? `${String(kind)} is not built yet; this version has only: local, ec2`
    : 'write kind: local or kind: ec2; no other fleet is built yet';
}
