import { z } from 'zod';
import { ciJobEntry } from './jobs-ci.ts';
import { httpJobEntry } from './jobs-http.ts';
import { Duration } from './measures.ts';
import type { SecretReader } from './secret.ts';
import { Approver } from './team.ts';

const Host = z
  .string({ error: 'write a host such as web1.example.com, or web1.example.com:2222' })
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::\d{1,5})?$/, {
    error: 'write a host such as web1.example.com, or web1.example.com:2222',
  });

const User = z
  .string({ error: 'write the user on the host, such as davy' })
  .regex(/^[a-z_][a-z0-9_-]{0,31}$/, { error: 'write the user on the host, such as davy' });

const words: readonly string[] = ['version', 'service', 'host', 'id', 'by'];

/** A command is a list of words: written as one text, it is cut at its spaces. */
const Command = z
  .union([z.string(), z.array(z.string().min(1)).min(1)], {
    error: 'write a command such as /opt/board/clear-cache {version}',
  })
  .transform((said, context) => {
    const list = typeof said === 'string' ? said.split(/\s+/).filter((word) => word !== '') : said;
    const fault = commandFault(said, list);
    if (fault === null) return list;
    context.addIssue({ code: 'custom', message: fault });
    return z.NEVER;
  })
  .readonly();

function commandFault(said: string | readonly string[], list: readonly string[]): string | null {
  if (list.length === 0) return 'write a command such as /opt/board/clear-cache {version}';
  if (list[0]?.startsWith('-')) return 'a command does not begin with -';
  if (typeof said === 'string' && /[|&;<>$`"'\\*?(){}#~!]/.test(said.replaceAll(/\{\w+\}/g, '')))
    return (
      'no shell reads a command: put pipes, quotes and variables into a script on the host, ' +
      'or write the words as a list'
    );
  const unknown = list
    .flatMap((word) => [...word.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
    .find((name) => !words.includes(name));
  return unknown === undefined
    ? null
    : `{${unknown}} is not known. Known are ${words.map((name) => `{${name}}`).join(', ')}`;
}

/** What every job has, whoever runs it. */
const common = {
  timeout: Duration.prefault('5m'),
  /** Where nobody can say how it ended: `safe` to run once more, or a person is asked. */
  again: z.enum(['safe', 'ask'], { error: 'write again: safe, or again: ask' }).default('ask'),
  anytime: z.boolean().default(false),
  /** Who may have it run; without anybody, nobody may. */
  who: z.array(Approver).default([]).readonly(),
};

/** One job: what it runs, where, and who may have it run. */
export function jobEntry(secret: SecretReader) {
  return z
    .discriminatedUnion(
      'run',
      [sshJobEntry(secret), httpJobEntry(common, secret), ciJobEntry(common, secret)],
      { error: 'write run: ssh, run: http or run: ci' },
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
    ...common,
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
    command: Command,
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
