import { lineKey } from '../../release/state/keys.ts';
import type { StrayGroup, StrayServer } from '../../release/state/strays.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import { actions, button, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content, type MessageContent } from '../blocks/content.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { day } from '../blocks/when.ts';
import type { ServiceFacts, WantedMessage } from '../thread-facts.ts';

const say = texts.strays;

/** So many are named; the fleet's own console names them all. */
const namedMost = 10;
const hourMs = 3_600_000;

/** What nobody's release stands for and costs: one card each, from the question to its end. */
export function strayMessages(facts: ServiceFacts): readonly WantedMessage[] {
  const { line, service } = facts;
  return line.strays
    .filter(({ toldAt }) => toldAt !== null)
    .map((group) => ({
      subject: lineKey(service.name),
      kind: `strays-${group.no}`,
      lane: 'slack',
      place: 'channel',
      broadcast: false,
      post: group.end === null,
      content: group.end ? over(group, group.end, service) : asking(group, facts),
    }));
}

/** What they cost since nobody stands for them; without prices, how long they ran. */
function costOf({ servers }: StrayGroup, now: number) {
  const each = servers.map(({ since, costPerHour }) => {
    const hours = Math.max(0, now - since) / hourMs;
    return { hours, dollars: costPerHour === null ? null : hours * costPerHour };
  });
  return {
    hours: each.reduce((sum, { hours }) => sum + hours, 0),
    dollars: each.reduce<number | null>(
      (sum, { dollars }) => (sum === null || dollars === null ? null : sum + dollars),
      0,
    ),
  };
}

function asking(group: StrayGroup, { service, now }: ServiceFacts): MessageContent {
  const id = idsOf(lineKey(service.name), `strays-${group.no}`, group.rev);
  const name = `${service.name} ${esc(group.version, 60)}`;
  const { servers, endedAt, word } = group;
  const ago = endedAt === null ? null : now - endedAt;
  const since = say.since(ago, costOf(group, now));
  const head = say.head(servers.length, name);
  const teams = service.teams.map((team) => esc(team.name, 40));
  const by = byItselfAt(group, service);
  return content(say.spokenAsks(head, since), [
    header(id('head'), head),
    section(id('what'), say.text(servers.length, name, since, foundIn(servers))),
    section(id('state'), `:hourglass_flowing_sand: ${stateOf(group, service)}`),
    actions(id('act'), buttonsOf(group, service)),
    context(id('foot'), [
      word ? saidBy(word) : say.who(teams),
      word ? null : by === null ? say.nothing : say.byItself(day(by)),
    ]),
  ]);
}

/** When davy.yml has them terminated: only what this ledger knows to be over. */
function byItselfAt(
  { endedAt, toldAt }: StrayGroup,
  { reaper: { terminateAfterMs } }: Service,
): number | null {
  return endedAt === null || toldAt === null || terminateAfterMs === null
    ? null
    : toldAt + terminateAfterMs;
}

function stateOf(group: StrayGroup, service: Service): string {
  const { servers, failed, word } = group;
  if (word) return wordsOf(word);
  const kept = servers.flatMap(({ id, kept: why }) =>
    why === null ? [] : [[`\`${esc(id, 60)}\``, why] as const],
  );
  return [
    ...(failed === null ? [] : [say.failed(esc(failed, 300))]),
    ...(group.endedAt === null ? [say.elsewhere] : []),
    say.adoptMeans(servers.length),
    ...(kept.length === 0 ? [say.terminateMeans(servers.length, graceOf(service))] : []),
    ...(kept.length > 0 ? [say.kept(kept.slice(0, namedMost))] : []),
    ...(mayUnprotect(servers) ? [say.unprotectMeans] : []),
  ].join('\n');
}

function graceOf(service: Service): number {
  return service.plan().retireGraceMs;
}

function mayUnprotect(servers: readonly StrayServer[]): boolean {
  return (
    servers.some(({ kept }) => kept === 'protected') &&
    servers.every(({ kept }) => kept === 'protected' || kept === null)
  );
}

function wordsOf({ kind, ids, goesAt }: NonNullable<StrayGroup['word']>): string {
  return kind === 'unprotect' ? say.unprotecting(ids.length) : say.goes(ids.length, day(goesAt));
}

function saidBy({ by, reason }: Pick<NonNullable<StrayGroup['word']>, 'by' | 'reason'>): string {
  return by ? say.said(esc(by.name, 60), esc(reason, 200)) : say.saidByItself;
}

/** What would be refused is not offered. */
function buttonsOf({ no, rev, servers, word, version }: StrayGroup, { name }: Service) {
  const value = `${name} ${no} ${rev}`;
  const of = `${name} ${version}`;
  const adopt = button(say.adopt, 'release adopt', value, { spoken: say.spoken.adopt(of) });
  if (word) return word.kind === 'terminate' ? [adopt] : [];
  return [
    adopt,
    servers.every(({ kept }) => kept === null)
      ? button(say.terminate, 'release terminate', value, {
          spoken: say.spoken.terminate(of),
          style: 'danger',
        })
      : null,
    mayUnprotect(servers)
      ? button(say.unprotect, 'release unprotect', value, { spoken: say.spoken.unprotect(of) })
      : null,
  ];
}

function over(
  group: StrayGroup,
  end: NonNullable<StrayGroup['end']>,
  service: Service,
): MessageContent {
  const id = idsOf(lineKey(service.name), `strays-${group.no}`, group.rev);
  const name = `${service.name} ${esc(group.version, 60)}`;
  const { servers, endedAt } = group;
  const head = say.ended[end.kind].head(servers.length, name);
  const ago = endedAt === null ? null : end.at - endedAt;
  const since = say.since(ago, costOf(group, end.at));
  const text = end.kind === 'gone' ? say.ended.gone.text : say.ended[end.kind].text(saidBy(end));
  return content(dot(head), [
    header(id('head'), head),
    section(id('what'), `:white_check_mark: ${text}`),
    context(id('foot'), [capital(since), ...foundIn(servers)]),
  ]);
}

function foundIn(servers: readonly StrayServer[]): readonly string[] {
  const named = servers.slice(0, namedMost).map(({ id }) => `\`${esc(id, 60)}\``);
  const left = servers.length - named.length;
  return left > 0 ? [...named, say.more(left)] : named;
}
