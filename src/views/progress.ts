import type { PlanBlock, RichTextBlock } from '@slack/types';
import { nameOf } from '../release/outcome.ts';
import type { Phase, Release } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { many, span } from './amount.ts';
import { actions, context, idsOf } from './blocks.ts';
import { content, type Part } from './content.ts';
import { dot, esc, plainly } from './esc.ts';
import { line, list, run } from './rich-text.ts';
import type { Story, WantedMessage } from './story.ts';
import { clock } from './when.ts';

type Task = { readonly id: string; readonly title: string; readonly status: 'pending' | 'in_progress' | 'complete' | 'error'; readonly more: string };

/** How a pre-release gets to its users, step by step, until its soak begins. */
export function progress(story: Story, release: Release): WantedMessage {
  const at = stepOf(release);
  // Numbered by its step: a new revision of the release changes nothing here.
  const id = idsOf(release.id, 'progress', at);
  const tasks = tasksOf(release, at);
  const title = titleOf(release, at);
  const starting = at < steps.length && release.phase.kind !== 'stuck';
  const blocks = [
    plan(id('plan'), title, tasks),
    starting ? actions(id('act'), actButtons(story, release, release.phase.kind === 'queued' ? ['cancel'] : ['stop'])) : null,
    context(id('foot'), [release.by ? `Started by ${esc(release.by.name, 60)}` : 'Started by itself', clock(release.at)]),
  ];
  const by = release.by ? dot(` Started by ${esc(release.by.name, 60)}`) : '';
  return { subject: release.id, kind: 'progress', lane: 'slack', place: 'thread', broadcast: false, post: true, content: content(`${dot(esc(title))}${by}`, blocks) };
}

const steps: readonly Phase['kind'][] = ['launching', 'joining', 'configuring'];
const begun: readonly Phase['kind'][] = ['soaking', 'waiting', 'approved', 'carried'];

/** How many steps are done; what ended early keeps none of them as running. */
function stepOf({ phase, watch }: Release): number {
  const now = phase.kind === 'stuck' ? phase.from : phase;
  if (begun.includes(now.kind) || watch.measuredAt !== null) return steps.length;
  return Math.max(0, steps.indexOf(now.kind));
}

function titleOf(release: Release, at: number): string {
  const { phase } = release;
  const name = nameOf(release);
  if (at >= steps.length) return `Pre-released ${name}`;
  if (phase.kind === 'stuck') return `Stuck at step ${at + 1} of 4: pre-release of ${name}`;
  if (phase.kind === 'queued') return `Pre-release of ${name} is in line`;
  if (phase.kind === 'requested') return `Pre-release of ${name} waits for the line`;
  if (steps.includes(phase.kind)) return `Pre-releasing ${name}: step ${at + 1} of 4`;
  return `Pre-release of ${name} stopped before its soak`;
}

function tasksOf(release: Release, at: number): readonly Task[] {
  const { plan, build, seen, phase } = release;
  const n = many(plan.servers, 'server');
  const ready = seen ? `${seen.mine.ready} of ${plan.servers} ready` : '';
  const soak = span(plan.soakMs);
  const words = [
    ['launch', `Start ${n} with ${build.version}`, `Starting ${n} with ${build.version}`, `Started ${n} with ${build.version}`, ready],
    ['join', 'Let users in', 'Letting users in', 'Let users in', ''],
    ['count', 'Check that its users are counted', 'Checking that its users are counted', 'Checked that its users are counted', ''],
    ['soak', `Start the soak of ${soak}`, `Starting the soak of ${soak}`, `Started the soak of ${soak}`, ''],
  ] as const;
  const open = phase.kind === 'requested' || phase.kind === 'queued' ? 'pending' : steps.includes(phase.kind) ? 'in_progress' : 'error';
  const cause = open === 'error' && 'because' in phase ? plainly(phase.because, 200) : '';
  return words.map(([id, plain, doing, done, more], i) => {
    if (i < at || at >= steps.length) return { id, title: done, status: 'complete', more: '' };
    if (i > at) return { id, title: plain, status: 'pending', more: '' };
    return { id, title: open === 'pending' ? plain : doing, status: open, more: cause || more };
  });
}

const spoken = { pending: 'Waiting', in_progress: 'Running', complete: 'Done', error: 'Failed' } as const;

function plan(block_id: string, title: string, tasks: readonly Task[]): Part {
  const rich: PlanBlock = {
    type: 'plan', block_id, title: plainly(title),
    tasks: tasks.map(({ id, title, status, more }) => ({ task_id: id, title: plainly(title), status, ...(more === '' ? {} : { [status === 'error' ? 'output' : 'details']: said(more) }) })),
  };
  const lines = tasks.map(({ title, status, more }) => line(run(`${spoken[status]}: `, { bold: true }), run(`${plainly(title)}${more === '' ? '' : ` (${more})`}`)));
  const numbered = list(block_id, 'ordered', lines);
  const classic: RichTextBlock = { ...numbered, elements: [line(run(`${plainly(title)}\n`, { bold: true })), ...numbered.elements] };
  return { rich, classic };
}

function said(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [line(run(text))] };
}
