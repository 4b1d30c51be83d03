import { z } from 'zod';
import type { DeployAnswer, DeployPlace, DeployRecords } from '../../ports/deploy-records.ts';
import type { Build } from '../../release/state/build.ts';
import {
  below,
  beginPortCall,
  callVendor,
  maybeParse,
  parseSaid,
  type VendorAnswer,
} from '../http/vendor-call.ts';
import { releasesOf } from './question.ts';
import type { SentryProject } from './sentry-api.ts';

/** The project, and the repository as Sentry knows it; null where its commits are not told. */
export type SentryDeploysOptions = SentryProject & { readonly repository: string | null };

const system = 'Sentry';
/** What deploys of Davy are called, before the release's id. */
const own = 'davy ';

const deploysSchema = z.array(
  z.object({ environment: z.string(), name: z.string().nullish().default(null) }),
);
const refsRefused = z.object({ refs: z.unknown() });
const detailSchema = z.object({ detail: z.string() });

/**
 * Makes releases and deploys in Sentry. What is there is never taken away and never gets another
 * date: Sentry tells by a release's date which of two is newer.
 */
export function sentryDeploys(options: SentryDeploysOptions): DeployRecords {
  return {
    register: async (build, before) => {
      const version = nameOf(options, build);
      if (version === null) return refused(unsafe);
      const { fetch } = beginPortCall(options.fetch);
      const ask = (refs: object) =>
        call({ ...options, fetch }, `registering ${version}`, 'releases/', {
          version,
          projects: [options.project],
          ...refs,
        });
      const said = await ask(refsOf(options, build, before));
      // A repository that Sentry does not know, or a token of nobody, spoils the commits alone.
      const isSpoilt = said.status === 400 && maybeParse(said, refsRefused)?.refs !== undefined;
      return answered(options, isSpoilt ? await ask({}) : said, [201, 208]);
    },
    deploysOf: async (build) => {
      const version = nameOf(options, build);
      if (version === null) return null;
      const doing = `reading the deploys of ${version}`;
      const said = await call(options, doing, deploysPath(version));
      if (said.status === 200)
        return parseSaid(system, doing, said, deploysSchema).flatMap(({ environment, name }) => {
          const place = placeIn(options, environment);
          return place === null ? [] : [{ place, release: releaseIn(name) }];
        });
      return null;
    },
    record: async (build, place, release) => {
      const version = nameOf(options, build);
      if (version === null) return refused(unsafe);
      const said = await call(options, `recording a deploy of ${version}`, deploysPath(version), {
        environment: environmentOf(options, place),
        projects: [options.project],
        name: `${own}${release}`,
      });
      return answered(options, said, [201]);
    },
  };
}

function releaseIn(name: string | null): string | null {
  return name?.startsWith(own) ? name.slice(own.length) : null;
}

const unsafe = 'the version has signs in it that no name of a release may hold';

function nameOf(options: SentryProject, { service, version }: Build): string | null {
  const named = releasesOf(options, { service, version, oldVersion: null })?.mine;
  return named === undefined || /[/\\]/.test(named) ? null : named;
}

/** Sentry finds the commits between both by itself. */
function refsOf(
  { repository }: SentryDeploysOptions,
  build: Build,
  before: Build | null,
): { readonly refs?: readonly object[] } {
  if (repository === null) return {};
  const previous = before === null ? {} : { previousCommit: before.commit };
  return { refs: [{ repository, commit: build.commit, ...previous }] };
}

function environmentOf({ environment }: SentryProject, place: DeployPlace): string {
  return place === 'everybody' ? environment : `${environment}-canary`;
}

function placeIn(options: SentryProject, environment: string): DeployPlace | null {
  const places = ['canary', 'everybody'] as const;
  return places.find((place) => environmentOf(options, place) === environment) ?? null;
}

function deploysPath(version: string): string {
  return `releases/${encodeURIComponent(version)}/deploys/`;
}

/** Asks where nothing is sent, and sends what is given. */
function call(
  { url, token, organization, fetch }: SentryProject,
  doing: string,
  path: string,
  body?: object,
): Promise<VendorAnswer> {
  const address = below(url, `api/0/organizations/${encodeURIComponent(organization)}/${path}`);
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return callVendor(
    { system, fetch },
    doing,
    address,
    body === undefined
      ? { headers }
      : {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
  );
}

function answered(
  options: SentryProject,
  said: VendorAnswer,
  good: readonly number[],
): DeployAnswer {
  return good.includes(said.status) ? { kind: 'done' } : refused(whyNot(options, said));
}

function whyNot({ organization, project }: SentryProject, said: VendorAnswer): string {
  switch (said.status) {
    case 401:
      return 'Sentry refuses our token';
    case 403:
      return `our token may not make releases in ${organization}: it needs project:releases`;
    case 404:
      return `Sentry does not know the release in project ${project} of ${organization}`;
    default: {
      const why = maybeParse(said, detailSchema)?.detail ?? said.text;
      return `Sentry refuses it (HTTP ${said.status}: ${why.slice(0, 200)})`;
    }
  }
}

function refused(why: string): DeployAnswer {
  return { kind: 'refused', why };
}
