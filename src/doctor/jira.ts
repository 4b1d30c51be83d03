import { z } from 'zod';
import type { DavyYml } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import type { Tickets } from '../ports/tickets.ts';
import { wayTo } from '../release/tickets/work.ts';
import { ticketTroubleText } from '../texts/en/ticket-trouble.ts';
import { ticketsOf } from '../vendors/tickets.ts';
import { type Finding, ill, note, well } from './finding.ts';

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
  const wanted = Object.values(services).flatMap((entry) => {
    const { jira, teams } = entry;
    const tickets = ticketsOf(entry, { environment, fetch });
    return jira && tickets
      ? Object.values(teams).flatMap((team) =>
          team.jira.map((project) => ({ project, tickets, ...jira })),
        )
      : [];
  });
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
    wanted.map(({ project, done, fix_version, tickets }) =>
      aboutProject(ask, project, { done, hasVersions: fix_version !== undefined, tickets }),
    ),
  );
  return [well('Jira knows Davy'), ...each.flat()];
}

async function aboutProject(
  ask: Ask,
  project: string,
  {
    done,
    hasVersions,
    tickets,
  }: {
    readonly done: string;
    readonly hasVersions: boolean;
    readonly tickets: Pick<Tickets, 'read'>;
  },
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
    ...(isThere ? [await aboutWays(ask, project, done, tickets)] : []),
    aboutRights(
      project,
      Permissions.safeParse(may?.body).data?.permissions ?? {},
      hasVersions ? [...needed, forVersions] : needed,
    ),
  ];
}

const Found = z.object({ issues: z.array(z.object({ key: z.string() })) });
/** So many of the newest open tickets show whether tickets can be finished. */
const looked = 5;

/** Whether tickets that are open now could be moved to done, by the rule that moves them. */
async function aboutWays(
  ask: Ask,
  project: string,
  done: string,
  { read }: Pick<Tickets, 'read'>,
): Promise<Finding> {
  const jql = `project = "${project}" AND status != "${done}" ORDER BY updated DESC`;
  const asked = new URLSearchParams({
    jql,
    maxResults: String(looked),
    fields: 'status',
  }).toString();
  const cloud = await ask(`search/jql?${asked}`);
  const found = cloud?.status === 404 ? await ask(`search?${asked}`) : cloud;
  const keys = Found.safeParse(found?.body).data?.issues.map(({ key }) => key);
  if (found?.status !== 200 || keys === undefined)
    return note(`whether tickets of ${project} can go to ${done} shows when one has to`);
  const tickets = await Promise.all(keys.map((key) => read(key).catch(() => null)));
  const ways = tickets.flatMap((ticket) =>
    ticket ? [{ key: ticket.key, ...wayTo(ticket, done) }] : [],
  );
  if (ways.length === 0) return note(`no ticket of ${project} is open, to look how it gets done`);
  const [stuck] = ways.flatMap((way) => (way.kind === 'none' ? [way] : []));
  if (ways.some(({ kind }) => kind === 'way'))
    return well(`tickets of ${project} can go to ${done}`);
  return stuck
    ? ill(
        `no open ticket of ${project} can go to ${done}: ` +
          `${stuck.key}: ${ticketTroubleText(stuck.why)}`,
        `Add a transition to ${done} that asks for nothing, ` +
          'or write a status that tickets can reach into jira.done of davy.yml',
      )
    : well(`tickets of ${project} are done already`);
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
