import { z } from 'zod';
import type { DavyYml } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { type Finding, ill, well } from './finding.ts';

const waitMs = 5_000;
/** What Davy does with tickets, in Jira's own names; the last is for fix versions only. */
const needed = ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'TRANSITION_ISSUES', 'ADD_COMMENTS'];
const forVersions = 'ADMINISTER_PROJECTS';

const Kinds = z.array(z.object({ statuses: z.array(z.object({ name: z.string() })) }));
const Permissions = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});

type Ask = (path: string) => Promise<{ readonly status: number; readonly body: unknown } | null>;

/**
 * Looks at the token, and in each project at the status that means done and at what Davy may do
 * there. Nothing is changed.
 */
export async function lookAtJira(
  { services }: DavyYml,
  environment: Environment,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  const { JIRA_URL: url, JIRA_TOKEN: token, JIRA_EMAIL: email } = environment;
  const wanted = Object.values(services).flatMap(({ jira, teams }) =>
    jira
      ? Object.values(teams).flatMap((team) => team.jira.map((project) => ({ project, ...jira })))
      : [],
  );
  if (wanted.length === 0 || url === undefined || token === undefined) return [];
  const ask = asker(
    url,
    email === undefined
      ? `Bearer ${token}`
      : `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`,
    fetch,
  );
  const self = await ask('myself');
  if (!self)
    return [
      ill(
        `Jira at ${new URL(url).origin} does not answer`,
        'Check JIRA_URL and the network of this machine',
      ),
    ];
  if (self.status !== 200)
    return [
      ill(
        `Jira refuses the token: HTTP ${self.status}`,
        'Check JIRA_EMAIL and JIRA_TOKEN: an API token needs the e-mail, ' +
          'a personal access token must stand alone',
      ),
    ];
  const each = await Promise.all(
    wanted.map(({ project, done, fix_version }) =>
      aboutProject(ask, project, done, fix_version !== undefined),
    ),
  );
  return [well('Jira knows Davy'), ...each.flat()];
}

async function aboutProject(
  ask: Ask,
  project: string,
  done: string,
  hasVersions: boolean,
): Promise<readonly Finding[]> {
  const [kinds, may] = await Promise.all([
    ask(`project/${project}/statuses`),
    ask(`mypermissions?projectKey=${project}&permissions=${[...needed, forVersions].join(',')}`),
  ]);
  const parsed = Kinds.safeParse(kinds?.body);
  if (kinds?.status !== 200 || !parsed.success)
    return [
      ill(
        `Jira project ${project}: ${kinds ? `HTTP ${kinds.status}` : 'no answer'}`,
        'Check the key in davy.yml (teams: … jira), ' +
          'and that the user of JIRA_TOKEN may browse the project',
      ),
    ];
  const names = [
    ...new Set(parsed.data.flatMap(({ statuses }) => statuses.map(({ name }) => name))),
  ];
  const isThere = names.some((name) => name.toLowerCase() === done.toLowerCase());
  const status = isThere
    ? well(`Jira project ${project} has the status ${done}`)
    : ill(
        `Jira project ${project} has no status ${done}`,
        `Write one of ${names.slice(0, 12).join(', ')} into jira.done of davy.yml`,
      );
  return [
    status,
    aboutRights(
      project,
      Permissions.safeParse(may?.body).data?.permissions ?? {},
      hasVersions ? [...needed, forVersions] : needed,
    ),
  ];
}

function aboutRights(
  project: string,
  rights: Readonly<Record<string, { readonly havePermission: boolean }>>,
  wanted: readonly string[],
): Finding {
  const missing = wanted.filter((right) => rights[right]?.havePermission !== true);
  return missing.length === 0
    ? well(`Davy may work on tickets of ${project}`)
    : ill(
        `Davy lacks rights in Jira project ${project}: ${missing.join(', ')}`,
        "Grant them in the project's permission scheme to the user of JIRA_TOKEN",
      );
}

function asker(url: string, authorization: string, fetch: typeof globalThis.fetch): Ask {
  return async (path) => {
    try {
      const answer = await fetch(`${url.replace(/\/$/, '')}/rest/api/2/${path}`, {
        headers: { authorization, accept: 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(waitMs),
      });
      return { status: answer.status, body: await answer.json().catch(() => undefined) };
    } catch {
      return null;
    }
  };
}
