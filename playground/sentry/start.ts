import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { ingest } from './ingest.ts';
import { openReleases } from './releases.ts';
import { answerRest } from './rest.ts';
import type { Rest } from './rest-source.ts';
import { openStore } from './store.ts';

/** What the stand-in may be told. A project's DSN is `http://KEY@HOST/ID`. */
export type SentryOptions = {
  readonly port: number;
  readonly organization?: string;
  readonly projects?: readonly {
    readonly id: string;
    readonly slug: string;
    readonly key: string;
  }[];
  /**
   * Environments that exist before any event names them; asking for another one is 404, as with
   * Sentry.
   */
  readonly environments?: readonly string[];
  readonly tokens?: readonly string[];
  /** Those of them that may read, and make no release. */
  readonly readOnly?: readonly string[];
  /** Repositories that it is connected to; refs to others are refused. */
  readonly repositories?: readonly string[];
  /** Time between an event's arrival and its being seen by readers. */
  readonly ingestDelayMs?: number;
  /** Events after which an archived issue escalates; the real forecast takes a week of data. */
  readonly escalateAfter?: number;
  readonly dataDir?: string;
  readonly now?: () => number;
};

/** A running stand-in, with the DSN of each project by its slug. */
export type Sentry = Standin & { readonly dsns: Readonly<Record<string, string>> };

/** Sentry on a loopback port: envelopes in, issues and counts out. */
export async function startSentry(options: SentryOptions): Promise<Sentry> {
  const now = options.now ?? Date.now;
  const projects = options.projects ?? [
    { id: '1', slug: 'board', key: '0123456789abcdef0123456789abcdef' },
  ];
  const store = openStore({
    dataDir: options.dataDir,
    ingestDelayMs: options.ingestDelayMs ?? 0,
    escalateAfter: options.escalateAfter ?? 10,
    now,
  });
  const releases = openReleases(options.dataDir);
  let url = '';
  const rest: Rest = {
    store,
    releases,
    repositories: options.repositories ?? [],
    readOnly: options.readOnly ?? [],
    organization: options.organization ?? 'acme',
    tokens: options.tokens ?? ['playground-sentry-token'],
    known: () => ({
      projects,
      environments: environmentsOf(rest, options.environments ?? ['production']),
    }),
    now,
    url: () => url,
  };
  const standin = await serve({
    port: options.port,
    tooMany: (seconds) => tooMany(seconds, now()),
    answer: (asked, faults) =>
      ingest(asked, {
        projects,
        now,
        dropped: () => faults.drops(asked.url.pathname),
        receive: store.receive,
        receiveSessions: store.receiveSessions,
      }) ?? answerRest(rest, asked),
    control: (asked) => control(rest, asked),
  });
  url = standin.url;
  const dsns = Object.fromEntries(
    projects.map(({ id, slug, key }) => [slug, `${url.replace('://', `://${key}@`)}/${id}`]),
  );
  return { ...standin, dsns };
}

/** Those that there were, and those that anything was sent of. */
function environmentsOf({ store, releases }: Rest, before: readonly string[]): readonly string[] {
  const seen = [...store.events(), ...store.sessions(), ...releases.deploys()];
  return [...new Set([...before, ...seen.map(({ environment }) => environment)])];
}

const substatusBody = z.strictObject({
  ids: z.array(z.string()),
  substatus: z.enum(['new', 'ongoing', 'regressed', 'escalating', 'archived_until_escalating']),
});

function control({ store, releases }: Rest, asked: Asked): Answered | undefined {
  switch (asked.url.pathname) {
    case '/_control/journal':
      return { status: 200, body: store.firstSeen() };
    case '/_control/deploys':
      return { status: 200, body: releases.deploys() };
    case '/_control/events':
      return { status: 200, body: store.events() };
    case '/_control/issues': {
      if (asked.method === 'GET')
        return {
          status: 200,
          body: store.issues().map(({ users, ...issue }) => ({ ...issue, users: users.size })),
        };
      const parsed = substatusBody.safeParse(fromJson(asked.body));
      if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
      store.change(parsed.data.ids, { substatus: parsed.data.substatus });
      return { status: 200, body: {} };
    }
    default:
      return undefined;
  }
}

function tooMany(seconds: number, nowMs: number): Answered {
  const headers = {
    'retry-after': String(seconds),
    'x-sentry-rate-limits': `${seconds}:error;default:organization:rate_limit`,
    'x-sentry-rate-limit-limit': '5',
    'x-sentry-rate-limit-remaining': '0',
    'x-sentry-rate-limit-reset': String(Math.ceil(nowMs / 1000) + seconds),
    'x-sentry-rate-limit-concurrentlimit': '25',
    'x-sentry-rate-limit-concurrentremaining': '24',
  };
  return {
    status: 429,
    headers,
    body: {
      detail:
        'You are attempting to use this endpoint too frequently. Limit is 5 requests in ' +
        `${seconds} seconds`,
    },
  };
}
