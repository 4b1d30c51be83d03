import { z } from 'zod';

/**
 * The same keys where none must be said and none has a default: what is left out is taken from
 * somewhere else.
 */
export function saidOnly(keys: z.ZodRawShape) {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(keys).map(([key, value]) => [key, z.optional(withoutDefault(value))]),
    ),
  );
}

function withoutDefault(value: z.core.$ZodType): z.core.$ZodType {
  if (value instanceof z.ZodReadonly) return withoutDefault(value.unwrap());
  if (value instanceof z.ZodDefault || value instanceof z.ZodPrefault)
    return withoutDefault(value.unwrap());
  return value;
}
