import type JiraApi from 'jira-client';
import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { Tickets } from '../../ports/tickets.ts';
import { ticketKey, type TicketAnswer } from '../../release/tickets/ticket.ts';
import { answerOf, jiraClient, type JiraOptions, parseAnswer, said } from './client.ts';
import { readTicket } from './read.ts';
import { wikiText } from './wiki.ts';

/** The newest so many comments are searched for Davy's own. */
const searched = 100;

const Versions = z.object({
  id: z.string(),
  versions: z.array(
    z.object({ id: z.string(), name: z.string(), released: z.boolean().default(false) }),
  ),
});
const Comments = z.object({ comments: z.array(z.object({ body: z.string() })) });

/**
 * Works on tickets through Jira's REST API, version 2: comments are plain text there, on Cloud and
 * on servers of one's own.
 */
export function jiraTickets(options: JiraOptions): Tickets {
  const jira = jiraClient(options);
  return {
    read: (key) => (ticketKey(key) === key ? readTicket(jira, key) : Promise.resolve(null)),
    move: (key, transition) =>
      about(key, async () =>
        answerOf(
          await said(
            `moving ${key}`,
            jira.transitionIssue(key, { transition: { id: transition } }),
          ),
        ),
      ),
    makeVersion: (project, name) => makeVersion(jira, project, name),
    addVersion: (key, name) =>
      about(key, async () =>
        answerOf(
          await said(
            `setting the fix version of ${key}`,
            jira.updateIssue(key, { update: { fixVersions: [{ add: { name } }] } }),
          ),
        ),
      ),
    releaseVersion: (project, name, day) => releaseVersion(jira, project, name, day),
    hasComment: async (key, marker) =>
      ticketKey(key) === key && hasComment(jira, key, wikiText(marker)),
    comment: (key, marker, text) =>
      about(key, async () =>
        answerOf(
          await said(
            `commenting on ${key}`,
            jira.addComment(key, `${wikiText(text)}\n\n${wikiText(marker)}`),
          ),
        ),
      ),
  };
}

/**
 * A key that is none has no ticket, and is asked for nowhere: the client would put it into the path
 * as it is.
 */
async function about(key: string, act: () => Promise<TicketAnswer>): Promise<TicketAnswer> {
  return ticketKey(key) === key ? act() : { kind: 'missing' };
}

async function makeVersion(jira: JiraApi, project: string, name: string): Promise<TicketAnswer> {
  const found = await versionsOf(jira, project);
  if ('answer' in found) return found.answer;
  if (found.versions.some((version) => version.name === name)) return { kind: 'done' };
  const made = answerOf(
    await said(
      `making the fix version ${name}`,
      jira.createVersion({ name, projectId: Number(found.id), released: false }),
    ),
  );
  if (made.kind !== 'refused') return made;
  // An order of before may have arrived late: what is there is there.
  const now = await versionsOf(jira, project);
  return 'versions' in now && now.versions.some((version) => version.name === name)
    ? { kind: 'done' }
    : made;
}

async function releaseVersion(
  jira: JiraApi,
  project: string,
  name: string,
  day: string,
): Promise<TicketAnswer> {
  const found = await versionsOf(jira, project);
  if ('answer' in found) return found.answer;
  const version = found.versions.find((one) => one.name === name);
  if (!version) return { kind: 'missing' };
  if (version.released) return { kind: 'done' };
  return answerOf(
    await said(
      `releasing the fix version ${name}`,
      jira.updateVersion({ id: version.id, name, released: true, releaseDate: day }),
    ),
  );
}

async function versionsOf(
  jira: JiraApi,
  project: string,
): Promise<z.infer<typeof Versions> | { readonly answer: TicketAnswer }> {
  if (ticketKey(`${project}-1`) !== `${project}-1`) return { answer: { kind: 'missing' } };
  const doing = `reading the fix versions of ${project}`;
  const answered = await said(doing, jira.getProject(project));
  const answer = answerOf(answered);
  return answer.kind === 'done' ? parseAnswer(doing, answered, Versions) : { answer };
}

/** Among the newest; what is not there or may not be read has no comment of Davy's. */
async function hasComment(jira: JiraApi, key: string, mark: string): Promise<boolean> {
  const doing = `reading comments of ${key}`;
  const answered = await said(
    doing,
    jira.genericGet(`issue/${key}/comment?orderBy=-created&maxResults=${searched}`),
  );
  const answer = answerOf(answered);
  // Whoever may not look might write twice.
  if (answer.kind === 'refused')
    throw new UpstreamError('Jira', `${doing}: ${answer.why}`, {
      cause: new Error(`HTTP ${answered.said.status}`),
    });
  return (
    answer.kind === 'done' &&
    parseAnswer(doing, answered, Comments).comments.some(({ body }) => body.includes(mark))
  );
}
