import type { z } from 'zod';

type KeysOf<T> = T extends T ? keyof T : never;

/**
 * A schema for exactly this type: a field that the schema forgot does not compile. Rows are read
 * strictly, because a field this version does not know was written by a newer one, and half a truth
 * would be acted on.
 */
export function exactly<T>() {
  return <S extends z.ZodType<T>>(
    schema: S &
      ([Exclude<KeysOf<T>, KeysOf<z.output<S>>>] extends [never]
        ? unknown
        : 'the schema lacks a field'),
  ): S => schema;
}
