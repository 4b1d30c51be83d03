import { z } from 'zod';
import type { Answered } from '../standin/exchange.ts';
import type { Book, Issue, News } from './book.ts';
import { commentJson, labelOf, versionJson } from './json.ts';
import { refuse } from './refuse.ts';
import { waysOut } from './workflow.ts';

/** What an order is carried out with. */
export type Desk = {
  readonly base: string;
  readonly now: () => number;
  readonly book: () => Book;
  readonly write: (news: News) => void;
  readonly newId: () => string;
};

const done: Answered = { status: 204, body: '' };
const Move = z.object({
  transition: z.object({ id: z.string() }),
  fields: z.record(z.string(), z.unknown()).default({}),
  update: z.record(z.string(), z.unknown()).default({}),
});
const Edit = z
  .object({
    update: z
      .object({ fixVersions: z.array(z.strictObject({ add: z.object({ name: z.string() }) })) })
      .strict(),
  })
  .strict();
const NewVersion = z.strictObject({
  name: z.string(),
  projectId: z.int(),
  released: z.boolean().default(false),
  description: z.string().optional(),
  releaseDate: z.iso.date().optional(),
});
const VersionChange = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  released: z.boolean().optional(),
  releaseDate: z.iso.date().optional(),
});
const whyNot = 'It is not on the appropriate screen, or unknown.';
const NewComment = z.object({ body: z.string() });

/** Moves a ticket along its workflow, if there is such a way and its screen is filled in. */
export function move({ write }: Desk, issue: Issue, body: unknown): Answered {
  const asked = Move.safeParse(body);
  if (!asked.success) return refuse(400, ['Missing "transition" identifier']);
  const { transition, fields } = asked.data;
  const way = waysOut(issue.type, issue.status).find(({ id }) => id === transition.id);
  if (!way) return refuse(400, [`Transition id '${transition.id}' is not valid for this issue.`]);
  const foreign = Object.keys(fields).find((field) => field !== way.requires);
  if (foreign !== undefined)
    return refuse(400, [], { [foreign]: `Field '${foreign}' cannot be set. ${whyNot}` });
  if (way.requires !== undefined && fields[way.requires] === undefined)
    return refuse(400, [], { [way.requires]: `${labelOf(way.requires)} is required.` });
  write({ kind: 'moved', key: issue.key, from: issue.status, to: way.to });
  return done;
}

/** Adds fix versions that the project has. */
export function edit({ book, write }: Desk, issue: Issue, body: unknown): Answered {
  const asked = Edit.safeParse(body);
  if (!asked.success) return refuse(400, ["One of 'fields' or 'update' required"]);
  const names = asked.data.update.fixVersions.map(({ add }) => add.name);
  const project = issue.key.split('-')[0] ?? '';
  const unknown = names.find(
    (name) =>
      ![...book().versions.values()].some(
        (version) => version.project === project && version.name === name,
      ),
  );
  if (unknown !== undefined)
    return refuse(400, [], { fixVersions: `Version name '${unknown}' is not valid` });
  for (const name of names) write({ kind: 'version-added', key: issue.key, name });
  return done;
}

/** Writes a comment. */
export function comment({ base, now, write, newId }: Desk, issue: Issue, body: unknown): Answered {
  const text = NewComment.safeParse(body).data?.body ?? '';
  if (text.trim() === '') return refuse(400, [], { comment: 'Comment body can not be empty!' });
  if (text.length > 32_767)
    return refuse(400, [], {
      comment: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    });
  const made = { id: newId(), body: text, atMs: now() };
  write({ kind: 'commented', key: issue.key, id: made.id, body: text });
  return { status: 201, body: commentJson(base, issue, made) };
}

/** Makes a fix version; a name is taken once in a project. */
export function makeVersion({ base, book, write, newId }: Desk, body: unknown): Answered {
  const asked = NewVersion.safeParse(body);
  if (!asked.success) return refuse(400, ['Can not deserialize the version']);
  const { name, projectId } = asked.data;
  const project = [...book().projects.values()].find(({ id }) => id === String(projectId));
  if (!project) return refuse(404, [], { projectId: 'No project could be found with this id.' });
  if (name.trim() === '') return refuse(400, [], { name: 'You must specify a valid version name' });
  if (name.length > 255)
    return refuse(400, [], {
      name: 'The version name is too long. It must not exceed 255 characters.',
    });
  if (
    [...book().versions.values()].some(
      (version) => version.project === project.key && version.name === name,
    )
  )
    return refuse(400, [], { name: 'A version with this name already exists in this project.' });
  const id = newId();
  write({ kind: 'version-made', project: project.key, id, name });
  if (asked.data.released)
    write({ kind: 'version-released', id, released: true, releaseDate: asked.data.releaseDate });
  return {
    status: 201,
    body: versionJson(
      base,
      { id, project: project.key, name, released: asked.data.released },
      project,
    ),
  };
}

/** Says whether a fix version is out. */
export function changeVersion({ base, book, write }: Desk, id: string, body: unknown): Answered {
  const version = book().versions.get(id);
  const project = version && book().projects.get(version.project);
  if (!version || !project) return refuse(404, [`Could not find version for id '${id}'`]);
  const asked = VersionChange.safeParse(body);
  if (!asked.success) return refuse(400, ['Can not deserialize the version']);
  const { released = version.released, releaseDate = version.releaseDate } = asked.data;
  write({ kind: 'version-released', id, released, releaseDate });
  return { status: 200, body: versionJson(base, { ...version, released, releaseDate }, project) };
}
