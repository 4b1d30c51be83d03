import type { z } from 'zod';

type KeysOf<T> = T extends T ? keyof T : never;

/** What is read may be written to, what it is read as may not: only that is not compared. */
type DeepReadonly<T> = T extends readonly unknown[] | object
  ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
  : T;

/**
 * A schema for exactly this type: a field or a kind that the schema forgot does not compile. Rows
 * are read strictly, because a field this version does not know was written by a newer one, and
 * half a truth would be acted on.
 */
export function exactly<T>() {
  return <S extends z.ZodType<T>>(
    schema: S &
      ([Exclude<KeysOf<T>, KeysOf<z.output<S>>>] extends [never]
        ? [T] extends [DeepReadonly<z.output<S>>]
          ? unknown
          : 'the schema lacks a value'
        : 'the schema lacks a field'),
  ): S => schema;
}

/**
 * What could not be read again is not stored. That is a fault of this version, never a row of a
 * newer one.
 */
export function readable(row: z.ZodType, text: string): void {
  const { error } = row.safeParse(JSON.parse(text));
  if (error)
    throw new Error(`what is to be stored could not be read again: ${error.message}`, {
      cause: error,
    });
}
