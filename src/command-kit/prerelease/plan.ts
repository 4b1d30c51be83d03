import { requestPrerelease } from '../../release/start/begin.ts';
import type { Build } from '../../release/state/build.ts';
import { replyButton, type Reply, privately } from '../reply.ts';
import type { CommandContext, Service } from '../context.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';
import { imageFound, rosterOf } from '../facts/facts.ts';
import type { Options } from './options.ts';
import { brief } from '../say/say.ts';
import { namesOf } from '../facts/who-else.ts';

const { choice, prerelease: say } = texts.replies;

/**
 * The dry run: what would happen, whose word it needs and what would refuse it, judged by the same
 * guards. Nothing is started or stored.
 */
export async function dryRun(
  service: Service,
  build: Build,
  options: Options,
  context: CommandContext,
): Promise<Reply> {
  const roster = await rosterOf(service, context);
  if (roster.kind === 'reply') return roster.reply;
  const image = await imageFound(service.name, build.image, context);
  if (image.kind === 'reply') return image.reply;
  const [line, others] = await Promise.all([
    context.ledger.line(service.name),
    context.ledger.open(service.name),
  ]);
  const lineage = await context.lineage(service.name, build);
  const plan = service.plan({
    servers: options.servers,
    soakMs: options.soakMs,
    teams: lineage.teams,
  });
  const judged = requestPrerelease(line, others, {
    kind: 'prerelease-requested',
    at: context.now,
    by: context.caller,
    id: 'rel_PLAN',
    build,
    plan,
    note: options.note,
    roster: roster.value,
    imageFound: image.value,
    among: options.among,
    lineage,
  });
  const asks = judged.kind === 'refused' && judged.code === 'not-alone';
  const live = line.live?.version ?? say.liveVersion;
  const shares = plan.batches.map((share) => `${Math.round(share * 100)}%`).join(', ');
  const lines = [
    say.plan.head(`${service.name} ${build.version}`),
    say.plan.soak(plan.servers, live, plan.soakMs, plan.usersMin),
    plan.automatic
      ? say.plan.automatic
      : say.plan.approval(await signOffWords(plan.signOff, roster.value.teams, context)),
    say.plan.batches(plan.batches.length, shares, plan.betweenBatchesMs, plan.watchMs),
    say.plan.countdown(live, plan.countdownMs),
    judged.kind !== 'refused'
      ? say.plan.starts
      : (asks ? say.plan.asks : say.plan.refuses)(reasonWords(judged.because)),
  ];
  const start =
    judged.kind === 'refused' && !asks
      ? null
      : replyButton(
          choice.startPrerelease,
          'prerelease',
          `${service.name} ${build.version} servers=${plan.servers} soak=${brief(plan.soakMs)} ${options.note}`.trim(),
          'primary',
        );
  return privately(lines.join('\n'), start, { kind: 'dismiss', label: choice.close });
}

/**
 * Names who may say yes: the one who asks is left out, because the requester's own word never
 * counts.
 */
async function signOffWords(
  needed: readonly { readonly team: string; readonly approvals: number }[],
  teams: Readonly<Record<string, readonly string[]>>,
  context: CommandContext,
): Promise<readonly string[]> {
  return Promise.all(
    needed.map(async ({ team, approvals }) => {
      const ids = (teams[team] ?? []).filter((id) => id !== context.caller.id);
      return say.plan.team(approvals, team, await namesOf(ids, context));
    }),
  );
}
