import { z } from 'zod';

const nothing = <T extends z.ZodType>(schema: T) => schema.nullish();
const frame = z.looseObject({
  function: nothing(z.string()),
  module: nothing(z.string()),
  filename: nothing(z.string()),
  abs_path: nothing(z.string()),
  lineno: nothing(z.number()),
  colno: nothing(z.number()),
  in_app: nothing(z.boolean()),
});
const exception = z.looseObject({
  type: nothing(z.string()),
  value: nothing(z.string()),
  mechanism: nothing(z.looseObject({ handled: nothing(z.boolean()) })),
  stacktrace: nothing(z.looseObject({ frames: nothing(z.array(frame)) })),
});
const logEntry = z.looseObject({ formatted: nothing(z.string()), message: nothing(z.string()) });

const rawSchema = z.looseObject({
  event_id: nothing(z.string()),
  timestamp: nothing(z.union([z.number(), z.string()])),
  level: nothing(z.string()),
  platform: nothing(z.string()),
  release: nothing(z.string()),
  environment: nothing(z.string()),
  server_name: nothing(z.string()),
  transaction: nothing(z.string()),
  logger: nothing(z.string()),
  message: nothing(z.union([z.string(), logEntry])),
  logentry: nothing(logEntry),
  exception: nothing(
    z.union([z.array(exception), z.looseObject({ values: nothing(z.array(exception)) })]),
  ),
  fingerprint: nothing(z.array(z.coerce.string())),
  user: nothing(
    z.looseObject({
      id: nothing(z.coerce.string()),
      email: nothing(z.string()),
      username: nothing(z.string()),
      ip_address: nothing(z.string()),
    }),
  ),
  tags: nothing(
    z.union([z.record(z.string(), z.unknown()), z.array(z.tuple([z.string(), z.unknown()]))]),
  ),
});
/** One event item as an SDK sends it: any part may be missing. */
export type Raw = z.infer<typeof rawSchema>;

/** One call in the stack of an exception, as it was sent. */
export type RawFrame = z.infer<typeof frame>;

/** Reads the payload of one item; undefined when it is not an event at all. */
export function parseRaw(payload: Buffer): Raw | undefined {
  try {
    return rawSchema.safeParse(JSON.parse(payload.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
