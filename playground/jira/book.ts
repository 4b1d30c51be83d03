import { z } from 'zod';

const at = { atMs: z.number() };
const Entry = z.discriminatedUnion('kind', [
  z.object({ ...at, kind: z.literal('project'), key: z.string(), name: z.string() }),
  z.object({
    ...at,
    kind: z.literal('issue'),
    key: z.string(),
    summary: z.string(),
    type: z.string(),
    status: z.string(),
  }),
  z.object({ ...at, kind: z.literal('moved'), key: z.string(), from: z.string(), to: z.string() }),
  z.object({
    ...at,
    kind: z.literal('commented'),
    key: z.string(),
    id: z.string(),
    body: z.string(),
  }),
  z.object({
    ...at,
    kind: z.literal('version-made'),
    project: z.string(),
    id: z.string(),
    name: z.string(),
  }),
  z.object({
    ...at,
    kind: z.literal('version-released'),
    id: z.string(),
    released: z.boolean(),
    releaseDate: z.string().optional(),
  }),
  z.object({ ...at, kind: z.literal('version-added'), key: z.string(), name: z.string() }),
  z.object({ ...at, kind: z.enum(['gone', 'read']), key: z.string() }),
  z.object({
    ...at,
    kind: z.literal('refused'),
    method: z.string(),
    path: z.string(),
    status: z.number(),
  }),
]);

/** One thing that happened in this Jira. */
export type Entry = z.infer<typeof Entry>;
type Distribute<T> = T extends unknown ? Omit<T, 'atMs'> : never;
/** The same before its time is written down. */
export type News = Distribute<Entry>;
export const parseEntry = (value: unknown): Entry => Entry.parse(value);

export type Comment = { readonly id: string; readonly body: string; readonly atMs: number };
export type Issue = {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly type: string;
  readonly status: string;
  readonly fixVersions: readonly string[];
  readonly comments: readonly Comment[];
};
export type Version = {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly released: boolean;
  readonly releaseDate?: string | undefined;
};
export type Project = { readonly id: string; readonly key: string; readonly name: string };

/** Everything as it stands. */
export type Book = {
  readonly projects: ReadonlyMap<string, Project>;
  readonly issues: ReadonlyMap<string, Issue>;
  readonly versions: ReadonlyMap<string, Version>;
};

/** Reads what stands from all that happened, so that a restart finds it again. */
export function readBook(entries: readonly Entry[]): Book {
  const book = {
    projects: new Map<string, Project>(),
    issues: new Map<string, Issue>(),
    versions: new Map<string, Version>(),
  };
  for (const entry of entries) {
    if (entry.kind === 'project') addProject(book.projects, entry);
    changeIssues(book.issues, entry);
    changeVersions(book.versions, entry);
  }
  return book;
}

function addProject(
  projects: Map<string, Project>,
  { key, name }: Extract<Entry, { kind: 'project' }>,
): void {
  projects.set(key, { id: String(10_000 + projects.size), key, name });
}

function changeIssues(issues: Map<string, Issue>, entry: Entry): void {
  const change = (key: string, how: (issue: Issue) => Issue) => {
    const issue = issues.get(key);
    if (issue) issues.set(key, how(issue));
  };
  switch (entry.kind) {
    case 'issue':
      issues.set(entry.key, {
        id: issues.get(entry.key)?.id ?? String(20_000 + issues.size),
        key: entry.key,
        summary: entry.summary,
        type: entry.type,
        status: entry.status,
        fixVersions: issues.get(entry.key)?.fixVersions ?? [],
        comments: issues.get(entry.key)?.comments ?? [],
      });
      break;
    case 'moved':
      change(entry.key, (issue) => ({ ...issue, status: entry.to }));
      break;
    case 'commented':
      change(entry.key, (issue) => ({
        ...issue,
        comments: [...issue.comments, { id: entry.id, body: entry.body, atMs: entry.atMs }],
      }));
      break;
    case 'version-added':
      change(entry.key, (issue) => ({
        ...issue,
        fixVersions: [...new Set([...issue.fixVersions, entry.name])],
      }));
      break;
    case 'gone':
      issues.delete(entry.key);
      break;
    default:
    // The other kinds leave tickets as they are.
  }
}

function changeVersions(versions: Map<string, Version>, entry: Entry): void {
  if (entry.kind === 'version-made') {
    const { id, project, name } = entry;
    versions.set(id, { id, project, name, released: false });
  }
  if (entry.kind === 'version-released') {
    const { id, released, releaseDate } = entry;
    const version = versions.get(id);
    if (version) versions.set(id, { ...version, released, releaseDate });
  }
}
