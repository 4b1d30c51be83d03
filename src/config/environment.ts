import { z } from 'zod';
import { loginFaults, openWayFaults } from './login.ts';
import { Variables } from './variables.ts';

const Environment = Variables.readonly();

/** What the environment says, once it has been believed. */
export type Environment = z.infer<typeof Environment>;

const usual = z.toJSONSchema(Variables, { io: 'input' }).properties ?? {};

/**
 * Every variable Davy reads, what it is for and what it is where nobody sets it: whoever lists them
 * takes them from here.
 */
export const variables = typedKeys(Variables.shape).map((name) => {
  const { description = '', secret } = Variables.shape[name].meta() ?? {};
  const decision = usual[name];
  const unset = typeof decision === 'object' ? decision.default : undefined;
  return {
    name,
    purpose: description,
    secret: secret === true,
    usual: z.union([z.string(), z.number()]).safeParse(unset).data?.toString() ?? null,
  };
});

function typedKeys<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  const isKey = (name: string): name is Key => Object.hasOwn(record, name);
  return Object.keys(record).filter(isKey);
}

/** Where davy.yml is; asked before the rest of the environment is known to be right. */
export function configPath(env: Readonly<Record<string, string | undefined>>): string {
  const said = env['DAVY_CONFIG'] || undefined;
  return Variables.shape.DAVY_CONFIG.safeParse(said).data ?? said ?? '';
}

/** Reads the environment once, at start; every fault is named at once. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): { readonly environment: Environment } | { readonly faults: readonly string[] } {
  // `NAME=` in a shell file means "not set", except where an empty secret would be a fault.
  const said = Object.fromEntries(
    Object.entries(env).filter(
      ([name, value]) =>
        value !== '' || name === 'SLACK_SIGNING_SECRET' || name === 'SLACK_BOT_TOKEN',
    ),
  );
  const parsed = Environment.safeParse(said);
  const deaf =
    said['SLACK_SIGNING_SECRET'] === undefined && said['SLACK_APP_TOKEN'] === undefined
      ? ['SLACK_SIGNING_SECRET: is missing (or SLACK_APP_TOKEN, for Socket Mode)']
      : [];
  const torn = [...deaf, ...loginFaults(said), ...openWayFaults(said)];
  if (parsed.success) return torn.length === 0 ? { environment: parsed.data } : { faults: torn };
  return {
    faults: [
      ...parsed.error.issues.map(({ path, message }) => {
        const isMissing = said[String(path[0])] === undefined;
        return `${path.join('.')}: ${isMissing ? 'is missing' : message}`;
      }),
      ...torn,
    ],
  };
}
