import type { Block } from '../slack/blocks/block.ts';
import { html, type Shown } from './html.ts';
import { RichTextBlock } from './rich-text.ts';
import { Plain } from './text.ts';

type Plan = Extract<Block, { type: 'plan' }>;
type Task = NonNullable<Plan['tasks']>[number];

const words = {
  pending: 'Waiting',
  in_progress: 'Running',
  complete: 'Done',
  error: 'Failed',
} as const;

/** A plan: where the run is, as a bar and as a list of steps. */
export function PlanBlock({ block }: { block: Plan }): Shown {
  const tasks = block.tasks ?? [];
  const done = tasks.filter((task) => task.status === 'complete').length;
  const failed = tasks.some((task) => task.status === 'error');
  return html`<section class=${failed ? 'plan failed' : 'plan'} aria-label=${block.title}>
    <header>
      <strong><${Plain} text=${block.title} /></strong
      >${tasks.length === 0 ? null : html`<span class="count">${done} of ${tasks.length}</span>`}
    </header>
    <div
      class="bar"
      role="progressbar"
      aria-valuemin="0"
      aria-valuemax=${tasks.length}
      aria-valuenow=${done}
      aria-label="Steps done"
    >
      ${tasks.map((task) => html`<i class=${task.status ?? 'pending'}></i>`)}
    </div>
    <ol>
      ${tasks.map((task) => html`<${TaskLine} key=${task.task_id} task=${task} />`)}
    </ol>
  </section>`;
}

/** One step of a plan, or a task that stands alone. */
export function TaskLine({ task }: { task: Omit<Task, 'task_id'> }): Shown {
  const status = task.status ?? 'pending';
  return html`<li class=${`task ${status}`}>
    <span class="sign" aria-hidden="true"></span>
    <div>
      <span class="unseen">${words[status]}: </span>
      <span class="title"><${Plain} text=${task.title} /></span>
      ${task.details === undefined ? null : html`<${RichTextBlock} block=${task.details} />`}
      ${task.output === undefined ? null : html`<${RichTextBlock} block=${task.output} />`}
      ${(task.sources ?? []).map(
        (source) =>
          html`<a href=${source.url} target="_blank" rel="noreferrer">${source.text}</a> `,
      )}
    </div>
  </li>`;
}
