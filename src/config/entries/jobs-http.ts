import { z } from 'zod';
import { Duration } from './measures.ts';
import type { SecretReader } from './secret.ts';

/** What an address or a body may name; `{run}` is what the place calls the run. */
const known = {
  begin: ['version', 'service', 'id', 'by'],
  search: ['id'],
  run: ['run'],
} as const;

const Url = z
  .string({ error: 'write an address such as https://james.example.com:8000' })
  .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/, {
    error: 'write an address such as https://james.example.com:8000, without a user in it',
  });

/** A path below the address, with the words that may stand in it. */
function path(of: keyof typeof known, example: string) {
  return z
    .string({ error: `write a path such as ${example}` })
    .regex(/^\/[^\s#]*$/, { error: `write a path such as ${example}` })
    .superRefine((text, context) => {
      const fault = unknownWord(text, of);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    });
}

function unknownWord(text: string, of: keyof typeof known): string | null {
  const words: readonly string[] = known[of];
  const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const unknown = named.find((name) => !words.includes(name));
  return unknown === undefined
    ? null
    : `{${unknown}} is not known. Known are ${words.map((name) => `{${name}}`).join(', ')}`;
}

/** Where something stands in a JSON answer (RFC 6901). */
const Pointer = z
  .string({ error: 'write a JSON pointer such as /taskId' })
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, { error: 'write a JSON pointer such as /taskId' });

/** The place's own words for a state. */
function words(least: 0 | 1, example: string) {
  return z
    .array(z.string().min(1), { error: `write the words of the place, such as ${example}` })
    .min(least, { error: `write at least one word, such as ${example}` })
    .readonly();
}

const Body = z.json().superRefine((body, context) => {
  const fault = unknownWord(JSON.stringify(body), 'begin');
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

const Begin = z.strictObject({
  post: path('begin', '/mailboxes?task=reIndex'),
  body: Body.optional(),
  /** What the place calls the run. */
  name: Pointer,
});

const Look = z.strictObject({
  get: path('run', '/tasks/{run}').refine((text) => text.includes('{run}'), {
    error: 'name the run by {run}, such as /tasks/{run}',
  }),
  state: Pointer,
  ended: words(1, '[completed]'),
  failed: words(1, '[failed]'),
  stopped: words(0, '[canceled]').default([]),
  code: Pointer.optional(),
  /** Where it counts how far it is: shown on the card while it runs. */
  progress: z
    .strictObject({ done: Pointer, of: Pointer.optional(), failed: Pointer.optional() })
    .optional(),
  output: Pointer.optional(),
});

const Search = z.strictObject({
  get: path('search', '/tasks?label={id}'),
  list: Pointer,
  id: Pointer,
  name: Pointer,
  /** What began is in the list by then, for certain; nothing is sent again before. */
  visible: Duration.prefault('1m').refine((ms) => ms >= 15_000, {
    error: 'write at least 15s: a call may still arrive for so long',
  }),
});

const stopError = { error: 'write the one call that stops a run: delete, post or put' };
const Stop = z
  .strictObject({
    delete: path('run', '/tasks/{run}').optional(),
    post: path('run', '/tasks/{run}/cancel').optional(),
    put: path('run', '/tasks/{run}/cancel').optional(),
  })
  .refine((stop) => Object.keys(stop).length === 1, stopError);

/** What is said of a job that is reached by HTTP calls; `common` is what every job has. */
export function httpJobEntry<Common extends z.ZodRawShape>(common: Common, secret: SecretReader) {
  return z.strictObject({
    run: z.literal('http'),
    ...common,
    url: Url,
    /** Whole values, by the names of variables: a token is in no file. */
    headers: z
      .record(
        z.string().regex(/^(?!idempotency-key$)[A-Za-z][A-Za-z0-9-]*$/i, {
          error: 'write a header such as Authorization; Idempotency-Key is written by Davy',
        }),
        secret,
      )
      .default({}),
    begin: Begin,
    /** The place begins once for one Idempotency-Key. */
    idempotent: z.boolean().default(false),
    search: Search.optional(),
    look: Look,
    stop: Stop.optional(),
  });
}
