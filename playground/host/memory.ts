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

const stateSchema = z.object({ servers: z.array(serverSchema), images: z.array(imageSchema) });

/**
 * All the host knows. It is written down before anything is done, so that a killed host finds its
 * servers again.
 */
export type Memory = {
  readonly dataDir: string;
  readonly servers: Map<string, Server>;
  readonly images: Map<string, Image>;
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
    : { servers: [], images: [] };
  const servers = new Map(state.servers.map((server) => [server.id, server]));
  const images = new Map(state.images.map((image) => [image.id, image]));
  const journal = openJournal<HostEntry>(dataDir, 'host', (value) => hostEntry.parse(value));
  return {
    dataDir,
    servers,
    images,
    journal,
    keep() {
      writeFileSync(
        `${file}.new`,
        JSON.stringify({ servers: [...servers.values()], images: [...images.values()] }),
      );
      renameSync(`${file}.new`, file);
    },
    note: (kind, id, more = {}) => journal.append({ atMs: Date.now(), kind, id, ...more }),
  };
}
