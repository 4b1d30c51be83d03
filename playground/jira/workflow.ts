/** A status and whether work in it counts as done. */
export type Status = {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
};

/**
 * A way from some statuses (from all when unsaid) to another, and a field that its screen insists
 * on.
 */
export type Way = {
  readonly id: string;
  readonly name: string;
  readonly from?: readonly string[];
  readonly to: string;
  readonly requires?: string;
};

/** What one kind of ticket goes through. */
export type Workflow = { readonly type: string; readonly ways: readonly Way[] };

export const statuses: readonly Status[] = [
  { id: '10000', name: 'To Do', category: 'new' },
  { id: '10001', name: 'In Progress', category: 'indeterminate' },
  { id: '10002', name: 'In Review', category: 'indeterminate' },
  { id: '10003', name: 'Done', category: 'done' },
  { id: '10004', name: 'Blocked', category: 'indeterminate' },
  { id: '10005', name: 'Released', category: 'done' },
];

const ways: readonly Way[] = [
  { id: '11', name: 'Start', from: ['To Do', 'Blocked'], to: 'In Progress' },
  { id: '21', name: 'Ask for review', from: ['In Progress'], to: 'In Review' },
  { id: '41', name: 'Block', from: ['To Do', 'In Progress', 'In Review'], to: 'Blocked' },
  { id: '51', name: 'Open again', from: ['Done', 'Released'], to: 'To Do' },
];
/** Done and released are both green: what waits for its release is done already. */
const release: Way = { id: '61', name: 'Release', from: ['Done'], to: 'Released' };
const finish: Way = {
  id: '31',
  name: 'Finish',
  from: ['To Do', 'In Progress', 'In Review'],
  to: 'Done',
};

/**
 * The kinds of tickets there are: a bug is only done when somebody says how it was resolved, and
 * nothing that is blocked is done at once.
 */
export const workflows: readonly Workflow[] = [
  { type: 'Task', ways: [...ways, finish, release] },
  { type: 'Bug', ways: [...ways, { ...finish, requires: 'resolution' }] },
];

/** A status by its name; a name that is none is a fault of the playground. */
export function statusOf(name: string): Status {
  const found = statuses.find((status) => status.name === name);
  if (!found) throw new Error(`there is no status ${name}`);
  return found;
}

/** The ways that this kind of ticket has out of this status. */
export function waysOut(type: string, status: string): readonly Way[] {
  return (
    workflows
      .find((workflow) => workflow.type === type)
      ?.ways.filter(({ from }) => from === undefined || from.includes(status)) ?? []
  );
}
