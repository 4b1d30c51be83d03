import type { CommandContext } from '../../src/command-kit/context.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { privately, type Reply, type Row } from '../../src/command-kit/reply.ts';
import { openThreadOf } from '../../src/command-kit/say/say.ts';
import { countedBy } from '../../src/release/state/plan.ts';
import {
  type Fit,
  fitOf,
  type Rehearsal,
  type Rehearsed,
} from '../../src/release/verdict/rehearsal.ts';
import type { Service } from '../../src/service/service.ts';
import { texts } from '../../src/texts/texts.ts';

const { rehearse: say } = texts.replies;

const mostRows = 10;

/**
 * What counts would have done with the builds of the past, by what davy.yml says now: a rule is
 * tried on them before it is believed.
 */
export const rehearseCommand = defineCommand('release rehearse', {
  run: about(findService, async (service, context) => {
    if (countedBy(service.plan()) === null) return privately(say.limits(service.name));
    return answerOf(service, await context.rehearse(service), context);
  }),
});

async function answerOf(
  { name }: Service,
  rehearsal: Rehearsal,
  context: CommandContext,
): Promise<Reply> {
  const { tried, unkept, left } = rehearsal;
  if (tried.length === 0) {
    if (left > 0) return privately(say.late(name));
    return privately(unkept > 0 ? say.unkept(name, unkept) : say.never(name));
  }
  const told = [...of('wrong', tried), ...of('right', tried), ...of('nobody-knows', tried)].filter(
    (one) => one.found.kind === 'calls' || fitOf(one) === 'wrong',
  );
  const shown = told.slice(0, mostRows);
  const rows = await Promise.all(shown.map((one) => rowOf(one, context)));
  const lines = linesOf(name, rehearsal, told.length).join('\n');
  return { kind: 'whisper', parts: [lines], choices: [], rows };
}

function of(fit: Fit, tried: readonly Rehearsed[]): readonly Rehearsed[] {
  return tried.filter((one) => fitOf(one) === fit);
}

function linesOf(
  name: string,
  { tried, placebo, unkept, left }: Rehearsal,
  told: number,
): readonly string[] {
  const [right, wrong, unsure, unknown] = (
    ['right', 'wrong', 'cannot-tell', 'nobody-knows'] as const
  ).map((fit) => of(fit, tried).length);
  return [
    say.head(name, right ?? 0, (right ?? 0) + (wrong ?? 0)),
    ...(unsure ? [say.cannotTell(unsure)] : []),
    ...(unknown ? [say.nobodyKnows(unknown)] : []),
    ...(placebo.played > 0 ? [say.placebo(placebo)] : []),
    ...(unkept > 0 ? [say.noCounts(unkept)] : []),
    ...(left > 0 ? [say.left(left)] : []),
    ...(told > mostRows ? [say.first(mostRows, told)] : []),
  ];
}

async function rowOf({ release, found, was }: Rehearsed, context: CommandContext): Promise<Row> {
  const { build, kind } = release;
  const thread = await openThreadOf(release, context);
  return {
    name: build.version,
    url: thread?.kind === 'link' ? thread.url : null,
    parts: [say.row(kind, found, was)],
  };
}
