import { z } from 'zod';
import { AwsFault } from './fault.ts';
import { type ServiceName, services } from './services.ts';

/** `true` and `false` as forms and JSON write them. */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** A whole number, in a form written out. */
export const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** A list; a form writes an empty one as nothing. */
export function listOf<One extends z.ZodType>(one: One) {
  return z.union([z.literal('').transform((): z.output<One>[] => []), z.array(one)]);
}

/** A list with at least one in it. */
export function someOf<One extends z.ZodType>(one: One) {
  return listOf(one).refine((list) => list.length > 0, { error: 'at least one is expected' });
}

/** What is wrong with an input, in the words of its service: the first fault only, as AWS does. */
export function inputFault(service: ServiceName, error: z.ZodError, input: unknown): AwsFault {
  const [issue] = error.issues;
  const path = issue?.path.map(String) ?? [];
  const stranger = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const missing = stranger === undefined && path.length > 0 && valueAt(input, path) === undefined;
  const name = [...path, ...(stranger === undefined ? [] : [stranger])].join('.');
  const why = issue?.message ?? 'is invalid';
  switch (services[service].dialect) {
    case 'ec2':
      if (stranger !== undefined)
        return new AwsFault('UnknownParameter', `The parameter ${name} is not recognized`);
      return missing
        ? new AwsFault('MissingParameter', `The request must contain the parameter ${name}`)
        : new AwsFault('InvalidParameterValue', `Invalid value for parameter ${name}: ${why}`);
    case 'query':
      return new AwsFault('ValidationError', validation(name, missing, stranger, why));
    case 'json':
      return new AwsFault('ValidationException', validation(name, missing, stranger, why));
  }
}

function validation(
  name: string,
  missing: boolean,
  stranger: string | undefined,
  why: string,
): string {
  if (stranger !== undefined) return `The parameter ${name} is not known`;
  const at = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return missing
    ? `1 validation error detected: Value null at '${at}' failed to satisfy constraint: ` +
        'Member must not be null'
    : `1 validation error detected: Value at '${at}' failed to satisfy constraint: ${why}`;
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  let at = input;
  for (const name of path)
    at = typeof at === 'object' && at !== null ? new Map(Object.entries(at)).get(name) : undefined;
  return at;
}
