import { z } from 'zod';
import { Duration } from './measures.ts';
import type { SecretReader } from './secret.ts';

const known: readonly string[] = ['version', 'service', 'id', 'by'];

const Input = z
  .string({ error: 'write the name of an input, such as davy_id' })
  .regex(/^[A-Za-z_][\w-]{0,99}$/, { error: 'write the name of an input, such as davy_id' });

const InputText = z
  .string({ error: 'write the text of an input, in quotes' })
  .superRefine((text, context) => {
    const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const unknown = named.find((name) => !known.includes(name));
    if (unknown !== undefined)
      context.addIssue({
        code: 'custom',
        message:
          `{${unknown}} is not known. Known are ` + known.map((name) => `{${name}}`).join(', '),
      });
  });

const repositoryError = { error: 'write the repository, such as acme/board' };
const workflowError = { error: 'write the file of the workflow, such as deploy.yml' };
const refError = { error: 'write a branch or a tag, such as main' };

/** What is said of a job that CI runs; `common` is what every job has. */
export function ciJobEntry<Common extends z.ZodRawShape>(common: Common, secret: SecretReader) {
  return z.strictObject({
    run: z.literal('ci'),
    ...common,
    kind: z.literal('github', { error: 'write kind: github; no other CI is built yet' }),
    url: z
      .string({ error: 'write the address of the API, such as https://api.github.com' })
      .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/, {
        error: 'write the address of the API, such as https://api.github.com',
      })
      .default('https://api.github.com'),
    token: secret,
    repository: z
      .string(repositoryError)
      .regex(/^[A-Za-z0-9][\w-]*\/(?!\.+$)[\w.-]+$/, repositoryError),
    workflow: z.string(workflowError).regex(/^[\w.-]*\w[\w.-]*\.ya?ml$/, workflowError),
    ref: z.string(refError).regex(/^[^\s~^:?*[\\]+$/, refError),
    /** The input that carries Davy's id. */
    id_input: Input.default('davy_id'),
    inputs: z.record(Input, InputText).default({}),
    /** The run-name of the workflow shows that input, so that a run can be looked for. */
    named: z.boolean().default(false),
    /** A run is shown by then, for certain; nothing is sent again before. */
    visible: Duration.prefault('2m').refine((ms) => ms >= 30_000, {
      error: 'write at least 30s: a run is shown late',
    }),
  });
}
