import { z } from 'zod';

/** A person or a user group of Slack. */
export const Approver = z
  .string({ error: 'write the id of a person (U…) or a user group (S…)' })
  .regex(/^[UWS][A-Z0-9]{2,}$/, {
    error: 'write the id of a person (U…) or a user group (S…), not a name',
  });

/** A path of the repository, as owners and sources name them. */
export const RepositoryPath = z
  .string({ error: 'write a path of the repository, such as server/board/**' })
  .regex(/^(?![/!-])(?!\.\.?\/)[^\p{Cc}\\[\]{}]+$/u, {
    error:
      'write a path from the top of the repository, such as server/board/**; ' +
      'only *, ** and ? are special',
  });
const Project = z
  .string({ error: 'write the key of a Jira project, such as BRD' })
  .regex(/^[A-Z][A-Z0-9_]{1,9}$/, { error: 'write the key of a Jira project, such as BRD' });

/** A team: who may speak for it, which paths it answers for, and where its tickets are. */
export const TeamEntry = z
  .strictObject({
    approvers: z
      .array(Approver, { error: 'write who may approve: approvers: [S0TEAM]' })
      .min(1, { error: 'an empty list means nobody can ever approve: write who may approve' })
      .readonly(),
    owns: z.array(RepositoryPath).readonly().default([]),
    jira: z.array(Project).readonly().default([]),
  })
  .readonly();
