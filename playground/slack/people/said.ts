/** What becomes of something a person did: it was done, or a sentence says why not. */
export type Outcome =
  | ({ readonly ok: true } & Readonly<Record<string, unknown>>)
  | {
      readonly ok: false;
      readonly error: string;
      readonly errors?: Readonly<Record<string, string>>;
    };

/** Done, with what came of it. */
export const done = (rest: Readonly<Record<string, unknown>> = {}): Outcome => ({
  ok: true,
  ...rest,
});

/** Not done, and why. */
export const refused = (error: string): Outcome => ({ ok: false, error });
