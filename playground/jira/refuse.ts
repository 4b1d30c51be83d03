import type { Answered } from '../standin/exchange.ts';

/** A refusal in Jira's form: messages for all of it, errors by field. */
export function refuse(
  status: number,
  messages: readonly string[],
  errors: Readonly<Record<string, string>> = {},
): Answered {
  return { status, body: { errorMessages: messages, errors } };
}

export const noIssue = refuse(404, [
  'Issue does not exist or you do not have permission to see it.',
]);
export const noProject = (key: string): Answered =>
  refuse(404, [`No project could be found with key '${key}'.`]);
