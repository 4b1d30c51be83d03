import { z } from 'zod';
import { ciJobEntry } from './jobs-ci.ts';
import { jobCommandOf } from './jobs-command.ts';
import { everyJob } from './jobs-every.ts';
import { httpJobEntry } from './jobs-http.ts';
import { ssmJobEntry } from './jobs-ssm.ts';
import type { SecretReader } from './secret.ts';

const Host = z
  .string({ error: 'write a host such as web1.example.com, or web1.example.com:2222' })
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::\d{1,5})?$/, {
    error: 'write a host such as web1.example.com, or web1.example.com:2222',
  });

const User = z
  .string({ error: 'write the user on the host, such as davy' })
  .regex(/^[a-z_][a-z0-9_-]{0,31}$/, { error: 'write the user on the host, such as davy' });

/** One job: what it runs, where, and who may have it run. */
export function jobEntry(secret: SecretReader) {
  return z
    .discriminatedUnion(
      'run',
      [
        sshJobEntry(secret),
        httpJobEntry(everyJob, secret),
        ciJobEntry(everyJob, secret),
        ssmJobEntry(),
      ],
      { error: 'write run: ssh, run: http, run: ci or run: ssm' },
    )
    .readonly();
}

function sshJobEntry(secret: SecretReader) {
  return z
    .strictObject(sshJobKeys(secret))
    .refine(({ on, who }) => on.length > 0 || who.length === 0, {
      path: ['on'],
      error: 'write its hosts, such as on: [web1.example.com]',
    });
}

function sshJobKeys(secret: SecretReader) {
  return {
    run: z.literal('ssh'),
    ...everyJob,
    user: User,
    /** A private key for this job alone; without it ssh's own keys are tried. */
    identity: z
      .string()
      .regex(/^[/.~]?[\w./~-]+$/, { error: 'write the path of a private key' })
      .optional(),
    /** In the order in which they are worked on; without any it only configures servers. */
    on: z
      .array(Host, { error: 'write its hosts, such as on: [web1.example.com]' })
      .min(1, { error: 'write at least one host' })
      .max(100, { error: 'write at most 100 hosts' })
      .readonly()
      .default([]),
    command: jobCommandOf(['version', 'service', 'host', 'id', 'by']),
    /** What it finds in its environment: secrets, by the names of variables here. */
    env: z
      .record(
        z.string().regex(/^(?!DAVY_)[A-Z][A-Z0-9_]*$/, {
          error: 'write a name such as API_TOKEN, not beginning with DAVY_',
        }),
        secret,
      )
      .default({}),
  };
}

/** What nobody may read of a job. */
export function jobSecrets(job: z.infer<ReturnType<typeof jobEntry>>): readonly string[] {
  switch (job.run) {
    case 'ssh':
      return Object.values(job.env);
    case 'ci':
      return [job.token];
    case 'ssm':
      return [];
    case 'http':
      // `Bearer x` is told apart from `x` by nobody who echoes it.
      return Object.values(job.headers).flatMap((value) => [value, ...value.split(' ').slice(1)]);
  }
}

/** The jobs of a service, by the names that people type. */
export function jobsEntry(secret: SecretReader) {
  return z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
        error: 'a job is named in small letters, digits and -',
      }),
      jobEntry(secret),
    )
    .default({});
}
