import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { deployJson, releaseJson } from './release-json.ts';
import type { KnownRelease } from './releases.ts';
import { page, Refused } from './request.ts';
import type { Rest } from './rest-source.ts';

const required = { error: 'This field is required.' };
const most = (length: number) => ({
  error: `Ensure this field has no more than ${length} characters.`,
});

const releaseBody = z.object({
  version: z
    .string(required)
    .max(200, most(200))
    .refine(isVersion, { error: 'Release version is not valid' }),
  projects: z.array(z.string(), required).min(1, { error: 'This list may not be empty.' }),
  refs: z
    .array(
      z.object({
        repository: z.string(required).max(200, most(200)),
        commit: z.string(required).max(64, most(64)),
        previousCommit: z.string().max(64, most(64)).nullish(),
      }),
    )
    .optional(),
});

const deployBody = z.object({
  environment: z
    .string(required)
    .max(64, most(64))
    .refine((name) => !/[\n\r\f/]/.test(name), { error: 'Invalid value for environment' }),
  name: z.string().max(64, most(64)).nullish(),
  url: z.url().nullish(),
  dateStarted: z.iso.datetime({ offset: true }).nullish(),
  dateFinished: z.iso.datetime({ offset: true }).nullish(),
  projects: z.array(z.string()).min(1).optional(),
});

/** Signs that no name of a release may hold, and names that mean something else. */
function isVersion(version: string): boolean {
  return (
    version.trim() !== '' &&
    !/[\n\r\f\t\v/\\]/.test(version) &&
    !['.', '..', 'latest'].includes(version.trim().toLowerCase())
  );
}

/** Makes a release; one that is known is told so, and keeps its date. */
export function makeRelease(rest: Rest, asked: Asked): Answered {
  mayWrite(rest, asked);
  const read = releaseBody.safeParse(fromJson(asked.body));
  if (!read.success) return faults(read.error);
  const { version, projects, refs } = read.data;
  const { projects: all } = rest.known();
  if (projects.some((one) => !all.some(({ id, slug }) => id === one || slug === one)))
    return { status: 400, body: { projects: ['Invalid project ids or slugs'] } };
  const known = releaseOf(rest, version);
  const isNews = projects.some((one) => known?.projects.includes(one) !== true);
  const stranger = refs?.find(({ repository }) => !rest.repositories.includes(repository));
  rest.releases.add({
    version,
    projects,
    commit: stranger === undefined ? (refs?.[0]?.commit ?? null) : null,
    atMs: rest.now(),
  });
  // The release is made all the same.
  if (stranger !== undefined)
    return {
      status: 400,
      body: { refs: [`Invalid repository names: ${stranger.repository}`] },
    };
  return { status: isNews ? 201 : 208, body: releaseJson(rest, releaseMust(rest, version)) };
}

/** Of the deploys of a release, in each environment the newest alone. */
export function listDeploys(rest: Rest, { url }: Asked, version: string): Answered {
  releaseMust(rest, decodeURIComponent(version));
  const own = rest.releases.deploys().filter((one) => one.version === decodeURIComponent(version));
  const newest = [
    ...new Map(own.map((deploy) => [deploy.environment, deploy] as const)).values(),
  ].toSorted((a, b) => b.finishedMs - a.finishedMs);
  const { items, link } = page(newest.map(deployJson), url, rest.url(), 'per_page');
  return { status: 200, headers: { link }, body: items };
}

/** Records one more deploy, as often as it is told to. */
export function makeDeploy(rest: Rest, asked: Asked, version: string): Answered {
  mayWrite(rest, asked);
  const release = releaseMust(rest, decodeURIComponent(version));
  const read = deployBody.safeParse(fromJson(asked.body));
  if (!read.success) return faults(read.error);
  const { environment, name, url, dateStarted, dateFinished, projects } = read.data;
  const strange = (projects ?? []).filter((one) => !release.projects.includes(one));
  if (strange.length > 0)
    throw new Refused(
      400,
      `Invalid projects (${strange.join(', ')}) for release ${release.version}`,
    );
  const ms = (text: string | null | undefined) => (text ? Date.parse(text) : null);
  const deploy = rest.releases.addDeploy({
    version: release.version,
    environment,
    name: name ?? null,
    url: url ?? null,
    startedMs: ms(dateStarted),
    finishedMs: ms(dateFinished) ?? rest.now(),
  });
  return { status: 201, body: deployJson(deploy) };
}

/** Who reads may not write. */
function mayWrite({ readOnly }: Rest, { headers }: Asked): void {
  if (readOnly.some((token) => headers.authorization === `Bearer ${token}`))
    throw new Refused(403, 'You do not have permission to perform this action.');
}

/** An event, or a session, makes a release as well as a request does. */
function releaseOf(rest: Rest, version: string): KnownRelease | undefined {
  const made = rest.releases.find(version);
  if (made) return made;
  const heard = [
    ...rest.store.events().map(({ release, receivedMs }) => ({ release, receivedMs })),
    ...rest.store.sessions(),
  ].filter(({ release }) => release === version);
  const [first] = heard.toSorted((a, b) => a.receivedMs - b.receivedMs);
  if (first === undefined) return undefined;
  const projects = rest.known().projects.map(({ slug }) => slug);
  return { id: 0, version, projects, commit: null, atMs: first.receivedMs };
}

function releaseMust(rest: Rest, version: string): KnownRelease {
  const release = releaseOf(rest, version);
  if (release === undefined) throw new Refused(404, 'The requested resource does not exist');
  return release;
}

function faults(error: z.ZodError): Answered {
  const body = Object.fromEntries(
    error.issues.map(({ path, message }) => [String(path[0] ?? 'non_field_errors'), [message]]),
  );
  return { status: 400, body };
}
