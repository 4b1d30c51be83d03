import { z } from 'zod';
import { isLinkLocal, linkLocalError } from './address.ts';
import { RepositoryPath } from './team.ts';

const forms = [
  /^(https?|ssh|git|file):\/\/[^\s\p{Cc}]+$/u,
  /^[\w.-]+@[A-Za-z0-9][\w.-]*:(?!-)[^\s\p{Cc}:]+$/u,
  /^\.{0,2}\/[^\p{Cc}]+$/u,
];

const Repository = z
  .string({ error: 'write where the repository is: a path, https://…, ssh://… or git@host:path' })
  // `ext::` and words that begin with a dash would run programs.
  .refine((text) => forms.some((form) => form.test(text)) && !/:\/\/-/.test(text), {
    error: 'write a path (/srv/board.git), https://…, ssh://… or git@host:path',
  })
  .refine((text) => !isLinkLocal(text), { error: linkLocalError });

const Tag = z
  .string({ error: 'write how versions are tagged, such as v{version}' })
  .refine(
    (text) =>
      text.split('{version}').length === 2 &&
      /^[\w./+@-]*$/.test(text.replace('{version}', '')) &&
      !/^[-/.]|\.\.|\/\/|\.lock$|\/$/.test(text),
    { error: 'write how versions are tagged, such as v{version}' },
  );

/**
 * Where a service's history is. `web`: the page of the repository, where it cannot be told from its
 * address.
 */
export const SourceEntry = z
  .strictObject({
    repository: Repository,
    tag: Tag.optional(),
    /** In a repository of many: only what touches these is a change of this service. */
    paths: z.array(RepositoryPath).min(1).readonly().optional(),
    /** Where migrations of the database are; without it, where most frameworks put them. */
    migrations: z.array(RepositoryPath).min(1).readonly().optional(),
    web: z
      .url({
        protocol: /^https?$/,
        error: 'write an address such as https://git.example.com/acme/board',
      })
      .optional(),
  })
  .readonly();
