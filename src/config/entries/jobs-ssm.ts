import { z } from 'zod';
import { RunVisible } from './jobs-ci.ts';
import { jobCommandOf, unknownWordIn } from './jobs-command.ts';
import { everyJob } from './jobs-every.ts';

const known: readonly string[] = ['version', 'service', 'instance', 'id', 'by'];

const Instance = z
  .string({ error: 'write the id of a server, such as i-0123456789abcdef0' })
  .regex(/^m?i-[0-9a-f]{8,17}$/, {
    error: 'write the id of a server, such as i-0123456789abcdef0',
  });

const documentError = { error: 'write the name of a document, such as acme-configure' };

const ParameterText = z
  .string({ error: 'write the text of a parameter, in quotes' })
  .superRefine((text, context) => {
    const fault = unknownWordIn([text], known);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** What is said of a job that Systems Manager runs. */
export function ssmJobEntry() {
  return z
    .strictObject({
      run: z.literal('ssm'),
      ...everyJob,
      /** In the order in which they are worked on; without any it only configures servers. */
      on: z
        .array(Instance, { error: 'write the ids of its servers' })
        .max(100, { error: 'write at most 100 servers' })
        .readonly()
        .default([]),
      /** Run as root by AWS-RunShellScript, word by word. */
      command: jobCommandOf(known).optional(),
      /** A document of the account's own, and what its parameters are. */
      document: z
        .string(documentError)
        .regex(/^[\w.:/-]{3,203}$/, documentError)
        .optional(),
      parameters: z
        .record(
          z.string().regex(/^[A-Za-z0-9]+$/, {
            error: 'write a parameter as its document names it: letters and digits',
          }),
          ParameterText,
        )
        .default({}),
      visible: RunVisible,
    })
    .superRefine((job, context) => {
      const say = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      if ((job.command === undefined) === (job.document === undefined))
        say('command', 'write either a command, or a document and its parameters');
      if (job.on.length === 0 && job.who.length > 0)
        say('on', 'write its servers, such as on: [i-0123456789abcdef0]');
      if (job.document === undefined && Object.keys(job.parameters).length > 0)
        say('parameters', 'only a document of your own has parameters');
    });
}
