import { z } from 'zod';

const Settings = z.strictObject({
  base: z.string(),
  host: z.string(),
  user: z.string(),
  identity: z.string(),
  name: z.string(),
  fence: z.number(),
  ids: z.array(
    z.strictObject({ order: z.string(), id: z.string(), ms: z.number(), code: z.number() }),
  ),
});

/** What one process is told: how to reach the host, and what to begin there, in this order. */
export type ReplicaSettings = z.infer<typeof Settings>;

/** Reads them from the command line of the process. */
export function settingsFrom(text: string): ReplicaSettings {
  return Settings.parse(JSON.parse(text));
}
