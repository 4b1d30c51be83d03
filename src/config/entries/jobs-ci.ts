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

const addressOf = (error: string) =>
  z.string({ error }).regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/, { error });
const Ref = z.string(refError).regex(/^[^\s~^:?*[\\]+$/, refError);
/** A run is shown by then, for certain; nothing is sent again before. */
export const RunVisible = Duration.prefault('2m').refine((ms) => ms >= 30_000, {
  error: 'write at least 30s: a run is shown late',
});

/** What is said of a job that CI runs; `common` is what every job has. */
export function ciJobEntry<Common extends z.ZodRawShape>(common: Common, secret: SecretReader) {
  return z.discriminatedUnion('kind', [gitHubEntry(common, secret), gitLabEntry(common, secret)], {
    error: 'write kind: github or kind: gitlab',
  });
}

function gitHubEntry<Common extends z.ZodRawShape>(common: Common, secret: SecretReader) {
  return z.strictObject({
    run: z.literal('ci'),
    ...common,
    kind: z.literal('github'),
    url: addressOf('write the address of the API, such as https://api.github.com').default(
      'https://api.github.com',
    ),
    token: secret,
    repository: z
      .string(repositoryError)
      .regex(/^[A-Za-z0-9][\w-]*\/(?!\.+$)[\w.-]+$/, repositoryError),
    workflow: z.string(workflowError).regex(/^[.-]*\w[\w.-]*\.ya?ml$/, workflowError),
    ref: Ref,
    /** The input that carries Davy's id. */
    id_input: Input.default('davy_id'),
    inputs: z.record(Input, InputText).default({}),
    /** The run-name of the workflow shows that input, so that a run can be looked for. */
    named: z.boolean().default(false),
    visible: RunVisible,
  });
}

const projectError = { error: 'write the project with its groups, such as acme/board' };
const variableError = { error: 'write the name of a variable, such as DAVY_ID' };
const Variable = z.string(variableError).regex(/^[A-Za-z_]\w{0,99}$/, variableError);

function gitLabEntry<Common extends z.ZodRawShape>(common: Common, secret: SecretReader) {
  return z.strictObject({
    run: z.literal('ci'),
    ...common,
    kind: z.literal('gitlab'),
    url: addressOf('write the address of GitLab, such as https://gitlab.com').default(
      'https://gitlab.com',
    ),
    token: secret,
    project: z
      .string(projectError)
      .regex(/^[A-Za-z0-9_][\w.-]*(?:\/(?!\.+$)[\w.-]+)+$/, projectError),
    ref: Ref,
    /** The variable that carries Davy's id. */
    id_variable: Variable.default('DAVY_ID'),
    variables: z.record(Variable, InputText).default({}),
    visible: RunVisible,
  });
}
