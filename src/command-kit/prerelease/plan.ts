import { requestPrerelease } from '../../release/start/request-prerelease.ts';
import type { Build } from '../../release/state/build.ts';
import type { Roster } from '../../release/state/people.ts';
import type { Plan } from '../../release/state/plan.ts';
import { replyButton, type Reply, privately } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import { given } from '../command.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';
import type { Options } from './options.ts';
import { blockedOnSiblings, elsewhereWords } from './despite.ts';
import { type Requested, requestedPrerelease } from './request.ts';
import { askOlder } from './older.ts';
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
  return given(requestedPrerelease(service, build, options, context), (asked) =>
    whatWouldBe(service, build, options, asked, context),
  );
}

async function whatWouldBe(
  service: Service,
  build: Build,
  options: Options,
  asked: Requested,
  context: CommandContext,
): Promise<Reply> {
  const [line, others] = await Promise.all([
    context.ledger.line(service.name),
    context.ledger.open(service.name),
  ]);
  const { plan, roster } = asked;
  const decision = requestPrerelease(line, others, asked);
  const asks = decision.kind === 'refused' && decision.code === 'not-alone';
  const elsewhere = await blockedOnSiblings(service, build, context);
  const lines = [
    say.plan.head(`${service.name} ${build.version}`),
    ...(elsewhere.length > 0 ? [elsewhereWords(elsewhere, build)] : []),
    ...(await stepsOf(plan, line.live?.version ?? say.liveVersion, roster, context)),
    decision.kind !== 'refused'
      ? say.plan.starts
      : (asks ? say.plan.asks : say.plan.refuses)(reasonWords(decision.because)),
  ];
  const chosen = `servers=${plan.servers} soak=${brief(plan.soakMs)}`;
  const note = options.note === '' ? '' : ` note=${options.note}`;
  const among = options.among === 'alone' ? '' : ` ${options.among}`;
  const older = options.older ? ' older' : '';
  const words = `${service.name} ${build.version} ${chosen}${among}${older}${note}`;
  if (decision.kind === 'refused' && decision.code === 'older')
    return askOlder(line, build, options, context);
  const start =
    decision.kind === 'refused' && !asks
      ? null
      : replyButton(choice.startPrerelease, 'prerelease', words, 'primary');
  return privately(lines.join('\n'), start, { kind: 'dismiss', label: choice.close });
}

/** What would happen after the start, step by step. */
async function stepsOf(
  plan: Plan,
  live: string,
  { teams }: Roster,
  context: CommandContext,
): Promise<readonly string[]> {
  const shares = plan.batches.map((share) => `${Math.round(share * 100)}%`).join(', ');
  return [
    say.plan.soak(plan.servers, live, plan.soakMs, plan.usersMin, plan.ways.moves),
    plan.automatic
      ? say.plan.automatic
      : say.plan.approval(await signOffWords(plan.signOff, teams, context)),
    say.plan.batches(plan.batches.length, shares, plan.betweenBatchesMs, plan.watchMs),
    say.plan.countdown(live, plan.countdownMs),
  ];
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
