import type { DavyYml } from './davy-yml.ts';
import { configPath, type Environment, readEnvironment, variables } from './environment.ts';
import { countsByPrometheus } from './entries/fleet.ts';
import { openedToAnyone } from './entries/may.ts';
import { jobSecrets } from './entries/jobs.ts';
import { pagerSecrets } from './entries/pager.ts';
import { asksPrometheus } from './entries/watch.ts';
import { printFault, readDavyYml } from './read.ts';

/**
 * Everything Davy was told, or every reason why it cannot start. `warnings` do not stop it, but an
 * operator must know.
 */
export type Loaded =
  | {
      readonly kind: 'loaded';
      readonly environment: Environment;
      readonly config: DavyYml;
      readonly warnings: readonly string[];
      readonly secrets: readonly string[];
    }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

/** Reads the environment and davy.yml, and what one asks of the other. All faults come at once. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Loaded {
  const said = readEnvironment(env);
  const path = configPath(env);
  const text = fileAt(path, readFile);
  const read = text === null ? { faults: [] } : readDavyYml(text, env);
  const faults = [
    ...('faults' in said ? said.faults.map((fault) => `environment: ${fault}`) : []),
    ...(text === null
      ? [
          `${path}: cannot be read. Copy davy.example.yml to ${path} and change it, ` +
            'or name another file in DAVY_CONFIG',
        ]
      : []),
    ...('faults' in read ? read.faults.map((fault) => printFault(path, fault)) : []),
    ...('environment' in said && 'config' in read
      ? missingFor(read.config, said.environment, path)
      : []),
  ];
  if (faults.length > 0 || 'faults' in said || 'faults' in read) return { kind: 'faulty', faults };
  return {
    kind: 'loaded',
    environment: said.environment,
    config: read.config,
    warnings: warningsOf(read.config, said.environment),
    secrets: secretsOf(read.config, said.environment),
  };
}

/**
 * What davy.yml asks for must be reachable: a watcher without its token would only ever be
 * undecided.
 */
function missingFor(
  { services }: DavyYml,
  environment: Environment,
  path: string,
): readonly string[] {
  const places = Object.values(services).map(({ fleet }) => fleet.rollback_order);
  return Object.entries(services).flatMap(([name, { fleet, watch, jira }]) => [
    ...(watch.sentry && environment.SENTRY_AUTH_TOKEN === undefined
      ? [
          'environment: SENTRY_AUTH_TOKEN: is missing, ' +
            `but services.${name}.watch.sentry in ${path} needs it`,
        ]
      : []),
    ...(asksPrometheus(watch) && environment.PROMETHEUS_URL === undefined
      ? [
          'environment: PROMETHEUS_URL: is missing, ' +
            `but services.${name}.watch in ${path} asks Prometheus`,
        ]
      : []),
    ...(countsByPrometheus(fleet) && environment.PROMETHEUS_URL === undefined
      ? [
          'environment: PROMETHEUS_URL: is missing, ' +
            `but services.${name}.fleet.users in ${path} asks Prometheus`,
        ]
      : []),
    ...(fleet.rollback_order !== undefined &&
    places.filter((place) => place === fleet.rollback_order).length > 1
      ? [`services.${name}.fleet.rollback_order in ${path} is that of another line as well`]
      : []),
    ...(fleet.rollback_order !== undefined && environment.ROLLBACK_SECRET === undefined
      ? [
          'environment: ROLLBACK_SECRET: is missing, ' +
            `but services.${name}.fleet.rollback_order in ${path} needs it`,
        ]
      : []),
    ...(jira
      ? (['JIRA_URL', 'JIRA_TOKEN'] as const).flatMap((key) =>
          environment[key] === undefined
            ? [`environment: ${key}: is missing, but services.${name}.jira in ${path} needs it`]
            : [],
        )
      : []),
  ]);
}

function warningsOf({ services }: DavyYml, environment: Environment): readonly string[] {
  const silent = Object.entries(services)
    .filter(([, service]) => service.pager === undefined)
    .map(([name]) => name);
  const nobody = Object.entries(services)
    .filter(([, service]) => service.oncall === undefined)
    .map(([name]) => name);
  const opened = Object.entries(services).flatMap(([name, { may }]) =>
    openedToAnyone(may).map((key) => `${name}: ${key}`),
  );
  const unseen = Object.entries(services)
    .filter(([, { prerelease, release }]) => release.automatic && prerelease.soak === 0)
    .map(([name]) => name);
  return [
    ...(opened.length > 0
      ? [`may: any member of the workspace may do what is for few: ${opened.join(', ')}`]
      : []),
    ...(unseen.length > 0
      ? [
          `automatic: true with soak: 0s for ${unseen.join(', ')}: a build goes out to everybody ` +
            'that nobody watched and nobody approved',
        ]
      : []),
    ...(silent.length > 0
      ? [`no pager for ${silent.join(', ')}: before a rollback people are called in Slack only`]
      : []),
    ...(nobody.length > 0
      ? [`nobody is on call for ${nobody.join(', ')}: a page mentions nobody`]
      : []),
    ...(environment.BUILDS_SECRET === undefined
      ? ['BUILDS_SECRET is not set: POST /builds takes nothing, so no build can be registered']
      : []),
    ...(environment.DAVY_CLOCK_SPEED === 1
      ? []
      : [
          `the clock runs at ${environment.DAVY_CLOCK_SPEED} times real speed: ` +
            'never do that for real',
        ]),
  ];
}

/** What no log line may ever show. */
function secretsOf({ services }: DavyYml, environment: Environment): readonly string[] {
  const { JIRA_EMAIL, JIRA_TOKEN, DATABASE_URL, DATABASE_OWNER_URL, DATABASE_LISTEN_URL } =
    environment;
  const keys = Object.values(services).flatMap(({ pager, jobs }) => [
    ...Object.values(jobs).flatMap(jobSecrets),
    ...(pager === undefined ? [] : pagerSecrets(pager)),
  ]);
  const { PROMETHEUS_USER, PROMETHEUS_PASSWORD } = environment;
  const all = [
    ...variables.flatMap(({ name, secret }) => (secret ? [environment[name]] : [])),
    inOneWord(JIRA_EMAIL, JIRA_TOKEN),
    inOneWord(PROMETHEUS_USER, PROMETHEUS_PASSWORD),
    ...passwordOf(DATABASE_URL),
    ...passwordOf(DATABASE_OWNER_URL),
    ...passwordOf(DATABASE_LISTEN_URL),
    ...keys,
  ];
  return all.flatMap((secret) => (typeof secret === 'string' && secret !== '' ? [secret] : []));
}

/** Some are asked with both in one word, which an echo of the request would show. */
function inOneWord(user: string | undefined, password: string | undefined): string | undefined {
  if (user === undefined || password === undefined) return undefined;
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/** The password in an address: as it is written there, and as it is meant. */
function passwordOf(url: string | undefined): readonly string[] {
  if (url === undefined) return [];
  const { password } = new URL(url);
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fileAt(path: string, readFile: (path: string) => string): string | null {
  try {
    return readFile(path);
  } catch {
    return null;
  }
}
