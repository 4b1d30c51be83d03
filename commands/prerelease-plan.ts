import { requestPrerelease } from '../src/release/begin.ts';
import type { Build } from '../src/release/build.ts';
import { button, type Desk, type Part, type Reply, type Service, whisper } from '../src/slack/command.ts';
import { imageFound, rosterOf } from './facts.ts';
import type { Options } from './prerelease-options.ts';
import { brief, count, span } from './say.ts';
import { namesOf } from './who-else.ts';

/** The dry run: what would happen, whose word it needs and what would refuse it, judged by the same guards. Nothing is started or stored. */
export async function planOf(service: Service, build: Build, options: Options, desk: Desk): Promise<Reply> {
  const roster = await rosterOf(service, desk);
  if (roster.kind === 'reply') return roster.reply;
  const image = await imageFound(service.name, build.image, desk);
  if (image.kind === 'reply') return image.reply;
  const [line, others] = await Promise.all([desk.ledger.line(service.name), desk.ledger.open(service.name)]);
  const lineage = await desk.lineage(service.name, build);
  const plan = service.plan({ servers: options.servers, soakMs: options.soakMs, teams: lineage.teams });
  const judged = requestPrerelease(line, others, {
    kind: 'prerelease-requested', at: desk.now, by: desk.caller, id: 'rel_PLAN', build, plan, note: options.note, roster: roster.value, imageFound: image.value, among: options.among, lineage,
  });
  const asks = judged.kind === 'refused' && judged.code === 'not-alone';
  const live = line.live?.version ?? 'what is live';
  const shares = plan.batches.map((share) => `${Math.round(share * 100)}%`).join(', ');
  const words: readonly Part[] = [
    `Plan for ${service.name} ${build.version}. Nothing was started.`,
    `\n1. ${count(plan.servers, 'server')} beside ${live}, watched for ${span(plan.soakMs)} with at least ${count(plan.usersMin, 'user')}. Time nobody watched does not count.`,
    `\n2. ${plan.automatic ? 'No approval: a healthy soak releases it by itself.' : `Approval: ${await signOffWords(plan.signOff, roster.value.teams, desk)}`}`,
    `\n3. Everyone moves in ${count(plan.batches.length, 'batch')}: ${shares}, ${span(plan.betweenBatchesMs)} of watching between two, ${span(plan.watchMs)} after the last.`.replace('batchs', 'batches'),
    `\nIf the numbers turn bad, users go back to ${live} ${span(plan.countdownMs)} after the page unless somebody postpones it.`,
    `\n${judged.kind !== 'refused' ? 'It would start now.' : `${asks ? 'It would ask you first' : 'It would be refused now'}: ${judged.because}`}`,
  ];
  const start = judged.kind === 'refused' && !asks ? null : button('Start Pre-Release', 'prerelease', `${service.name} ${build.version} servers=${plan.servers} soak=${brief(plan.soakMs)} ${options.note}`.trim(), 'primary');
  return whisper(words, start, { kind: 'dismiss', label: 'Close' });
}

/** Names who may say yes: the one who asks is left out, because the requester's own word never counts. */
async function signOffWords(needed: readonly { readonly team: string; readonly approvals: number }[], teams: Readonly<Record<string, readonly string[]>>, desk: Desk): Promise<string> {
  const each = await Promise.all(needed.map(async ({ team, approvals }) => {
    const ids = (teams[team] ?? []).filter((id) => id !== desk.caller.id);
    const who = ids.length === 0 ? 'nobody can give it now' : await namesOf(ids, desk);
    return `${approvals} of ${team} (${who})`;
  }));
  return `${each.join('; ')}. Your own word does not count.`;
}
