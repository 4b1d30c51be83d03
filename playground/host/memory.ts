import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openJournal, type Journal } from '../standin/journal.ts';
import {
  hostEntry,
  type HostEntry,
  type Image,
  imageSchema,
  type Server,
  serverSchema,
} from './server.ts';

const stateSchema = z.object({
  servers: z.array(serverSchema),
  images: z.array(imageSchema),
  fences: z.record(z.string(), z.number()).default({}),
});

/**
 * All the host knows. It is written down before anything is done, so that a killed host finds its
 * servers again.
 */
export type Memory = {
  readonly dataDir: string;
  readonly servers: Map<string, Server>;
  readonly images: Map<string, Image>;
  /** The newest fence that gave orders for each release. */
  readonly fences: Map<string, number>;
  readonly journal: Journal<HostEntry>;
  keep(): void;
  note(
    kind: HostEntry['kind'],
    id: string,
    more?: Pick<HostEntry, 'token' | 'version' | 'why'>,
  ): void;
};

/** Opens what an earlier life wrote. */
export function openMemory(dataDir: string): Memory {
  mkdirSync(join(dataDir, 'servers'), { recursive: true });
  mkdirSync(join(dataDir, 'images'), { recursive: true });
  const file = join(dataDir, 'host-state.json');
  const state = existsSync(file)
    ? stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { servers: [], images: [], fences: {} };
  const servers = new Map(state.servers.map((server) => [server.id, server]));
  const images = new Map(state.images.map((image) => [image.id, image]));
  const fences = new Map(Object.entries(state.fences));
  const journal = openJournal<HostEntry>(dataDir, 'host', (value) => hostEntry.parse(value));
  return {
    dataDir,
    servers,
    images,
    fences,
    journal,
    keep() {
      writeFileSync(
        `${file}.new`,
        JSON.stringify({
          servers: [...servers.values()],
          images: [...images.values()],
          fences: Object.fromEntries(fences),
        }),
      );
      renameSync(`${file}.new`, file);
    },
    note: (kind, id, more = {}) => journal.append({ atMs: Date.now(), kind, id, ...more }),
  };
}
