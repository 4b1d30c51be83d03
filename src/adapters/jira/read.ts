import type JiraApi from 'jira-client';
import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { Ticket, Transition } from '../../release/tickets/ticket.ts';
import { type Answered, answerOf, parseAnswer, said } from './client.ts';

const Status = z.object({
  name: z.string(),
  statusCategory: z.object({ key: z.string() }).optional(),
});
const Issue = z.object({
  key: z.string(),
  fields: z.object({
    summary: z.string(),
    issuetype: z.object({ name: z.string() }),
    project: z.object({ key: z.string() }),
    status: Status,
    fixVersions: z.array(z.object({ name: z.string() })).default([]),
  }),
});
const Field = z.object({
  required: z.boolean(),
  hasDefaultValue: z.boolean().default(false),
  name: z.string(),
});
const Transitions = z.object({
  transitions: z.array(
    z.object({
      id: z.string(),
      to: Status,
      isAvailable: z.boolean().default(true),
      fields: z.record(z.string(), Field).default({}),
    }),
  ),
});

/**
 * The ticket, and the ways out of its status: asked for side by side, so that both fit into one
 * lease.
 */
export async function readTicket(jira: JiraApi, key: string): Promise<Ticket | null> {
  const [issue, ways] = await Promise.all([
    said(
      `reading ${key}`,
      jira.genericGet(`issue/${key}?fields=summary,issuetype,project,status,fixVersions`),
    ),
    said(`reading the transitions of ${key}`, jira.listTransitions(key)),
  ]);
  if (isMissing(key, issue) || isMissing(key, ways)) return null;
  const { key: now, fields } = parseAnswer(`reading ${key}`, issue, Issue);
  const { transitions } = parseAnswer(`reading the transitions of ${key}`, ways, Transitions);
  return {
    key: now,
    project: fields.project.key,
    title: fields.summary,
    type: fields.issuetype.name,
    status: fields.status.name,
    isDone: isDone(fields.status),
    fixVersions: fields.fixVersions.map(({ name }) => name),
    transitions: transitions
      .filter(({ isAvailable }) => isAvailable)
      .map(({ id, to, fields: asked }): Transition => ({
        id,
        to: to.name,
        isDone: isDone(to),
        required: Object.values(asked)
          .filter(isOpen)
          .map(({ name }) => name),
      })),
  };
}

function isDone({ statusCategory }: z.infer<typeof Status>): boolean {
  return statusCategory?.key === 'done';
}

/** Davy fills in nothing for anybody: a field without a value of its own is a person's. */
function isOpen({ required, hasDefaultValue }: z.infer<typeof Field>): boolean {
  return required && !hasDefaultValue;
}

function isMissing(key: string, answered: Answered): boolean {
  const answer = answerOf(answered);
  // To be refused a look is not to find nothing: somebody has to mend Davy's rights.
  if (answer.kind === 'refused')
    throw new UpstreamError('Jira', `reading ${key}: ${answer.why}`, {
      cause: new Error(`HTTP ${answered.said.status}`),
    });
  return answer.kind === 'missing';
}
