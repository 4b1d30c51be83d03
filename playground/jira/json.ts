import type { Comment, Issue, Project, Version } from './book.ts';
import { type Status, statusOf, waysOut, workflows } from './workflow.ts';

/** The person behind the token. */
export const davy = {
  accountId: '5b10a2844c20165700ede21g',
  displayName: 'Davy',
  active: true,
  accountType: 'app',
  emailAddress: 'davy@example.com',
} as const;

const categories = {
  new: { id: 2, key: 'new', name: 'To Do', colorName: 'blue-gray' },
  indeterminate: { id: 4, key: 'indeterminate', name: 'In Progress', colorName: 'yellow' },
  done: { id: 3, key: 'done', name: 'Done', colorName: 'green' },
} as const;

/** A status as Jira shows it. */
export function statusJson(base: string, { id, name, category }: Status): object {
  return {
    self: `${base}/status/${id}`,
    id,
    name,
    description: '',
    iconUrl: `${base}/images/${id}.png`,
    statusCategory: {
      self: `${base}/statuscategory/${categories[category].id}`,
      ...categories[category],
    },
  };
}

function typeJson(base: string, name: string): object {
  const id = String(1 + workflows.findIndex(({ type }) => type === name));
  return { self: `${base}/issuetype/${id}`, id, name, subtask: false };
}

const dated = (atMs: number) => new Date(atMs).toISOString().replace('Z', '+0000');

/** A ticket with the fields that were asked for; all of them when nobody said. */
export function issueJson(
  base: string,
  issue: Issue,
  project: Project,
  versions: readonly Version[],
  wanted: readonly string[] | null,
): object {
  const all: Readonly<Record<string, unknown>> = {
    summary: issue.summary,
    issuetype: typeJson(base, issue.type),
    status: statusJson(base, statusOf(issue.status)),
    project: {
      self: `${base}/project/${project.id}`,
      id: project.id,
      key: project.key,
      name: project.name,
    },
    fixVersions: versions
      .filter(({ name, project: of }) => of === project.key && issue.fixVersions.includes(name))
      .map((version) => versionJson(base, version, project)),
  };
  const fields = Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => wanted === null || wanted.includes(name) || wanted.includes('*all'),
    ),
  );
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: `${base}/issue/${issue.id}`,
    key: issue.key,
    fields,
  };
}

/** The ways out of a ticket's status; their fields only when asked for. */
export function transitionsJson(base: string, issue: Issue, withFields: boolean): object {
  const transitions = waysOut(issue.type, issue.status).map(({ id, name, to, requires }) => ({
    id,
    name,
    to: statusJson(base, statusOf(to)),
    hasScreen: requires !== undefined,
    isGlobal: false,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    looped: false,
    ...(withFields
      ? { fields: requires === undefined ? {} : { [requires]: fieldJson(requires) } }
      : {}),
  }));
  return { expand: 'transitions', transitions };
}

function fieldJson(key: string): object {
  return {
    required: true,
    schema: { type: key, system: key },
    name: labelOf(key),
    key,
    hasDefaultValue: false,
    operations: ['set'],
    allowedValues: [{ id: '10100', name: 'Fixed' }],
  };
}

/** How people read a field's name. */
export function labelOf(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** A comment as Jira shows it. */
export function commentJson(base: string, issue: Issue, { id, body, atMs }: Comment): object {
  const author = {
    self: `${base}/user?accountId=${davy.accountId}`,
    accountId: davy.accountId,
    displayName: davy.displayName,
    active: true,
  };
  return {
    self: `${base}/issue/${issue.id}/comment/${id}`,
    id,
    author,
    updateAuthor: author,
    body,
    created: dated(atMs),
    updated: dated(atMs),
    jsdPublic: true,
  };
}

/** A fix version as Jira shows it. */
export function versionJson(
  base: string,
  { id, name, released, releaseDate }: Version,
  project: Project,
): object {
  return {
    self: `${base}/version/${id}`,
    id,
    name,
    archived: false,
    released,
    projectId: Number(project.id),
    ...(releaseDate === undefined ? {} : { releaseDate }),
  };
}

/** A project with its fix versions. */
export function projectJson(base: string, project: Project, versions: readonly Version[]): object {
  return {
    self: `${base}/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: 'software',
    simplified: false,
    style: 'classic',
    isPrivate: false,
    versions: versions.map((version) => versionJson(base, version, project)),
  };
}

/** The statuses of each kind of ticket. */
export function statusesJson(base: string, all: readonly Status[]): readonly object[] {
  return workflows.map(({ type }) => ({
    ...typeJson(base, type),
    statuses: all.map((status) => statusJson(base, status)),
  }));
}
