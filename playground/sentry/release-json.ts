import type { Deploy, KnownRelease } from './releases.ts';
import type { Rest } from './rest-source.ts';

/** A deploy as Sentry tells of it. */
export function deployJson({ id, environment, name, url, startedMs, finishedMs }: Deploy) {
  return {
    id: String(id),
    environment,
    name,
    url,
    dateStarted: iso(startedMs),
    dateFinished: iso(finishedMs),
  };
}

/** A release as Sentry tells of it: nothing of what nobody reads. */
export function releaseJson(rest: Rest, { id, version, projects, commit, atMs }: KnownRelease) {
  const deploys = rest.releases.deploys().filter((one) => one.version === version);
  const last = deploys.at(-1);
  return {
    id,
    version,
    shortVersion: version,
    status: 'open',
    versionInfo: {
      package: version.includes('@') ? (version.split('@')[0] ?? null) : null,
      version: { raw: version.split('@').at(-1) },
      description: version,
      buildHash: null,
    },
    ref: null,
    url: null,
    dateReleased: null,
    dateCreated: iso(atMs),
    data: {},
    newGroups: 0,
    owner: null,
    commitCount: commit === null ? 0 : 1,
    lastCommit: commit === null ? null : { id: commit },
    deployCount: deploys.length,
    lastDeploy: last ? { ...deployJson(last), name: last.name ?? '' } : null,
    authors: [],
    projects: rest
      .known()
      .projects.filter(({ slug }) => projects.includes(slug))
      .map(({ id: number, slug }) => ({
        id: Number(number),
        slug,
        name: slug,
        newGroups: 0,
        platform: 'node',
        platforms: ['node'],
        hasHealthData: false,
      })),
    firstEvent: null,
    lastEvent: null,
    currentProjectMeta: {},
    userAgent: null,
  };
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
