import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;
type Path = readonly PropertyKey[];

/**
 * The keys that davy.yml may hold at a path, told by the schema that reads it: a list of its own
 * would lack the newest. `value` is what stands there, because the kind written decides which keys
 * may stand beside it.
 */
export function keysAt(whole: z.ZodType, path: Path, valueAt: (path: Path) => unknown): string[] {
  const found = path.reduce<readonly Schema[]>(
    (schemas, step, i) =>
      schemas.flatMap((one) => within(fitting(one, valueAt(path.slice(0, i))), step)),
    [z.toJSONSchema(whole, { io: 'input' })],
  );
  const here = found.flatMap((schema) => fitting(schema, valueAt(path)));
  return [...new Set(here.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function within(schemas: readonly Schema[], step: PropertyKey): readonly Schema[] {
  return schemas.flatMap(({ properties, additionalProperties, items }) => {
    const next =
      typeof step === 'number' ? items : (properties?.[String(step)] ?? additionalProperties);
    return Array.isArray(next) || typeof next !== 'object' ? [] : [next];
  });
}

/** The choices that what is written can be meant as; all of them where it does not say. */
function fitting(schema: Schema, value: unknown): readonly Schema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (!choices) return [schema];
  const meant = choices.filter((choice) => isMeant(choice, value));
  return (meant.length > 0 ? meant : choices).flatMap((choice) => fitting(choice, value));
}

function isMeant({ properties = {} }: Schema, value: unknown): boolean {
  const said = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
  const fixed = Object.entries(properties).flatMap(([key, property]) =>
    typeof property === 'object' && property.const !== undefined
      ? [{ key, value: property.const }]
      : [],
  );
  return fixed.length > 0 && fixed.every((one) => said[one.key] === one.value);
}
