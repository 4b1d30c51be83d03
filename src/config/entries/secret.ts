import { z } from 'zod';
import { variables } from '../environment.ts';

/** What Davy itself is entrusted with is nobody else's, not even by mistake. */
const own = new Set<string>(variables.flatMap(({ name, secret }) => (secret ? [name] : [])));

/** Secrets come from the environment only: davy.yml is read in reviews and kept in git. */
export function secretFrom(env: Readonly<Record<string, string | undefined>>) {
  return z
    .string({ error: 'write ${NAME} and put the secret into the environment' })
    .transform((text, context) => {
      const name = /^\$\{([A-Z][A-Z0-9_]*)\}$/.exec(text)?.[1];
      if (name === undefined)
        return fault(
          context,
          'a secret does not belong into this file: write ${NAME} and put it into the environment',
        );
      if (own.has(name))
        return fault(
          context,
          `${name} is Davy's own: write a variable of this vendor, so that no other gets that key`,
        );
      const value = env[name];
      if (value === undefined || value.trim() === '')
        return fault(context, `${name} is not set in the environment`);
      return value;
    });
}

/** A schema that turns `${NAME}` into its value. */
export type SecretReader = ReturnType<typeof secretFrom>;

function fault(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
