import { z } from 'zod';
import { openJournal } from '../standin/journal.ts';

const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('release'),
    version: z.string(),
    projects: z.array(z.string()),
    commit: z.string().nullable(),
    atMs: z.number(),
  }),
  z.object({
    kind: z.literal('deploy'),
    version: z.string(),
    environment: z.string(),
    name: z.string().nullable(),
    url: z.string().nullable(),
    startedMs: z.number().nullable(),
    finishedMs: z.number(),
  }),
]);
type Entry = z.infer<typeof entrySchema>;

/** A release that somebody made, or that an event named. */
export type KnownRelease = {
  readonly id: number;
  readonly version: string;
  readonly projects: readonly string[];
  readonly commit: string | null;
  readonly atMs: number;
};

/** A deploy of a release; `id` grows. */
export type Deploy = Omit<Extract<Entry, { kind: 'deploy' }>, 'kind'> & { readonly id: number };

/** Releases and deploys, as people and bots made them. */
export type Releases = ReturnType<typeof openReleases>;

/** Opens them; with a folder, it goes on where it stopped. */
export function openReleases(dataDir: string | undefined) {
  const journal = openJournal<Entry>(dataDir, 'sentry-releases', (value) =>
    entrySchema.parse(value),
  );
  const deploys = (): readonly Deploy[] =>
    journal
      .entries()
      .flatMap((entry, place) => (entry.kind === 'deploy' ? [{ ...entry, id: place + 1 }] : []));
  const find = (version: string): KnownRelease | undefined => {
    const same = journal
      .entries()
      .flatMap((entry, place) =>
        entry.kind === 'release' && entry.version === version ? [{ ...entry, id: place + 1 }] : [],
      );
    const [first] = same;
    if (first === undefined) return undefined;
    return {
      id: first.id,
      version,
      projects: [...new Set(same.flatMap(({ projects }) => projects))],
      commit: same.findLast(({ commit }) => commit !== null)?.commit ?? null,
      // Told of again it keeps its date.
      atMs: first.atMs,
    };
  };
  return {
    find,
    deploys,
    add: (release: Omit<KnownRelease, 'id'>) =>
      journal.append({ kind: 'release', ...release, projects: [...release.projects] }),
    addDeploy: (deploy: Omit<Deploy, 'id'>): Deploy => {
      journal.append({ kind: 'deploy', ...deploy });
      return { ...deploy, id: journal.entries().length };
    },
  };
}
