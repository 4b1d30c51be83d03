import type { PlanBlock, RichTextBlock } from '@slack/types';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { Phase } from '../../release/state/phase.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, idsOf } from '../blocks/blocks.ts';
import { content, type ContentPart } from '../blocks/content.ts';
import { dot, esc, plainly } from '../blocks/esc.ts';
import { line, list, textRun } from '../blocks/rich-text.ts';
import { launchWords } from '../release/launch-words.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

type Task = {
  readonly id: string;
  readonly title: string;
  readonly status: 'pending' | 'in_progress' | 'complete' | 'error';
  readonly more: string;
};

const say = texts.progress;

/** How a pre-release gets to its users, step by step, until its soak begins. */
export function progressMessage(facts: ThreadFacts, release: Release): WantedMessage {
  const at = stepOf(release);
  // Numbered by its step: a new revision of the release changes nothing here.
  const id = idsOf(release.id, 'progress', at);
  const tasks = tasksOf(release, at);
  const title = titleOf(release, at);
  const starting = at < steps.length && release.phase.kind !== 'stuck';
  const blocks = [
    plan(id('plan'), title, tasks),
    starting
      ? actions(
          id('act'),
          actButtons(facts, release, release.phase.kind === 'queued' ? ['cancel'] : ['stop']),
        )
      : null,
    context(id('foot'), [
      say.startedBy(release.by ? esc(release.by.name, 60) : null),
      clock(release.at),
    ]),
  ];
  const spoken = dot(say.spoken(dot(esc(title)), release.by ? esc(release.by.name, 60) : null));
  return {
    subject: release.id,
    kind: 'progress',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: content(spoken, blocks),
  };
}

const taskIds: readonly (keyof ReturnType<typeof say.steps>)[] = [
  'launch',
  'join',
  'count',
  'soak',
];
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
  if (at >= steps.length) return say.title.done(name);
  if (phase.kind === 'stuck') return say.title.stuck(name, at + 1);
  if (phase.kind === 'queued') return say.title.queued(name);
  if (phase.kind === 'requested') return say.title.requested(name);
  if (steps.includes(phase.kind)) return say.title.running(name, at + 1);
  return say.title.over(name);
}

function tasksOf(release: Release, at: number): readonly Task[] {
  const { plan, build, seen, phase } = release;
  const open: Task['status'] =
    phase.kind === 'requested' || phase.kind === 'queued'
      ? 'pending'
      : steps.includes(phase.kind)
        ? 'in_progress'
        : 'error';
  const cause =
    open === 'error' && 'because' in phase ? plainly(becauseWords(phase.because), 200) : '';
  const words = say.steps(plan.servers, build.version, plan.soakMs, plan.ways.moves);
  return taskIds.map((id, i) => {
    const { plain, doing, done } = words[id];
    const more = id === 'launch' && seen ? launchDetail(release, seen.newServers.ready) : '';
    if (i < at || at >= steps.length) return { id, title: done, status: 'complete', more: '' };
    if (i > at) return { id, title: plain, status: 'pending', more: '' };
    return { id, title: open === 'pending' ? plain : doing, status: open, more: cause || more };
  });
}

function launchDetail(release: Release, ready: number): string {
  const words = [say.ready(ready, release.plan.servers), ...launchWords(release)];
  return plainly(words.join('; '), 250);
}

function plan(block_id: string, title: string, tasks: readonly Task[]): ContentPart {
  const rich: PlanBlock = {
    type: 'plan',
    block_id,
    title: plainly(title),
    tasks: tasks.map(({ id, title, status, more }) => ({
      task_id: id,
      title: plainly(title),
      status,
      ...(more === '' ? {} : { [status === 'error' ? 'output' : 'details']: said(more) }),
    })),
  };
  const lines = tasks.map(({ title, status, more }) =>
    line(
      textRun(`${say.states[status]}: `, { bold: true }),
      textRun(`${plainly(title)}${more === '' ? '' : ` (${more})`}`),
    ),
  );
  const numbered = list(block_id, 'ordered', lines);
  const classic: RichTextBlock = {
    ...numbered,
    elements: [line(textRun(`${plainly(title)}\n`, { bold: true })), ...numbered.elements],
  };
  return { rich, classic };
}

function said(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [line(textRun(text))] };
}
