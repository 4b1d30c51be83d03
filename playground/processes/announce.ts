import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { newHello } from './hello.ts';

/** What a process of the playground leaves behind, so that the next playground finds it. */
export const announcement = z.object({
  name: z.string(),
  pid: z.number(),
  helloUrl: z.string(),
  urls: z.record(z.string(), z.string()),
});
export type Announcement = z.infer<typeof announcement>;

type Started = { readonly urls: Readonly<Record<string, string>>; close(): Promise<void> };

/**
 * The whole life of a playground process: reads its options, starts, says where it can be found,
 * stops when told to.
 */
export async function announce<Options extends { readonly dataDir: string }>(
  name: string,
  options: z.ZodType<Options>,
  start: (options: Options) => Promise<Started>,
): Promise<void> {
  const read = options.parse(JSON.parse(process.env['PLAYGROUND_OPTIONS'] ?? '{}'));
  mkdirSync(read.dataDir, { recursive: true });
  const started = await start(read);
  const helloUrl = await newHello(name);
  const file = announcementFile(read.dataDir, name);
  const said: Announcement = { name, pid: process.pid, helloUrl, urls: started.urls };
  writeFileSync(`${file}.new`, JSON.stringify(said));
  renameSync(`${file}.new`, file);
  process.once('SIGTERM', () => void started.close().then(() => process.exit(0)));
}

/** Where a process says where it is. */
export function announcementFile(dataDir: string, name: string): string {
  return join(dataDir, `${name}.process.json`);
}
