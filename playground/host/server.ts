import { z } from 'zod';

/** A new server can be ordered, but not yet seen, for this long. */
export const visibleAfterMs = 300;

/** What is asked for when a server is launched. The token makes the order safe to repeat. */
export const orderSchema = z.strictObject({
  token: z.string().min(1).max(128),
  /** Whose servers they are: a service, or one more place where it runs, such as board@sandbox. */
  service: z.string().regex(/^[a-z][\w-]*(@[a-z][\w-]*)?$/),
  image: z.string().min(1),
  protected: z.boolean().default(true),
  tags: z.record(z.string().max(128), z.string().max(256)).default({}),
});
export type Order = z.infer<typeof orderSchema>;

/** A machine: what was ordered, and what became of it. */
export const serverSchema = z.object({
  id: z.string(),
  order: orderSchema,
  version: z.string(),
  state: z.enum(['pending', 'running', 'shutting-down', 'terminated']),
  protected: z.boolean(),
  pid: z.number().nullable(),
  port: z.number().nullable(),
  launchedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
});
export type Server = z.infer<typeof serverSchema>;

/** A build that can be launched: a commit checked out into a folder. */
export const imageSchema = z.object({
  id: z.string(),
  service: z.string(),
  version: z.string(),
  commit: z.string(),
  folder: z.string(),
});
export type Image = z.infer<typeof imageSchema>;

/** One line of the host's journal. */
export const hostEntry = z.object({
  atMs: z.number(),
  kind: z.enum([
    'launched',
    'repeated',
    'running',
    'protected',
    'unprotected',
    'terminating',
    'terminated',
    'died',
    'rebooted',
    'refused',
    'registered',
    'removed',
  ]),
  id: z.string(),
  token: z.string().optional(),
  version: z.string().optional(),
  why: z.string().optional(),
});
export type HostEntry = z.infer<typeof hostEntry>;

/** What may be seen from outside. */
export function describeServer({
  id,
  order,
  version,
  state,
  protected: guarded,
  port,
  launchedAtMs,
}: Server): object {
  const address = port === null || state === 'terminated' ? null : `127.0.0.1:${port}`;
  return {
    id,
    service: order.service,
    image: order.image,
    version,
    state,
    protected: guarded,
    tags: order.tags,
    address,
    launchedAtMs,
  };
}
