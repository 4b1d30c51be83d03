import { inScope, type Scope } from './event-match.ts';
import type { SentryEvent } from './event.ts';
import type { Counted, Place } from './issue-json.ts';
import type { Issue } from './issue.ts';
import type { Releases } from './releases.ts';
import { Refused, type Known } from './request.ts';
import type { Store } from './store.ts';

/** Where the REST answers come from. */
export type Rest = {
  readonly store: Store;
  readonly releases: Releases;
  /** Repositories that it is connected to, and tokens that may read alone. */
  readonly repositories: readonly string[];
  readonly readOnly: readonly string[];
  readonly organization: string;
  readonly tokens: readonly string[];
  readonly known: () => Known;
  readonly now: () => number;
  readonly url: () => string;
};

/** The issue of this number or short name, which must be there. */
export function issueById({ store }: Rest, id: string): Issue {
  const issue = store.issues().find((one) => one.id === id || one.shortId === id);
  if (issue === undefined) throw new Refused(404, 'The requested resource does not exist');
  return issue;
}

/** The events of an issue in scope, and those of them that are wanted. */
export function count(
  { store }: Rest,
  issue: Issue,
  scope: Scope,
  wanted: (event: SentryEvent) => boolean,
): Counted {
  const inRange = store
    .events()
    .filter(
      (event) =>
        event.group === issue.group && event.project === issue.project && inScope(event, scope),
    );
  return { inRange, filtered: inRange.filter(wanted) };
}

/** Where an issue belongs, as answers name it. */
export function placeOf(rest: Rest, issue: Issue): Place {
  const project = rest.known().projects.find((one) => one.slug === issue.project);
  return {
    url: rest.url(),
    organization: rest.organization,
    projectId: project?.id ?? '0',
    projectName: issue.project,
  };
}
