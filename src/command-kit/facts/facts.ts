import { UpstreamError } from '../../ports/errors.ts';
import type { Build } from '../../release/state/build.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { ImageState } from '../../release/state/image.ts';
import { isInSlack, type Roster, rosterAsOf } from '../../release/state/people.ts';
import type { Release } from '../../release/state/release.ts';
import { wordsOn } from '../../release/state/words-on.ts';
import { replyButton, type Choice, type Reply, privately } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import { foundIn, approverIds, type RosterIds, type Service } from '../../service/service.ts';
import type { Fact } from '../command.ts';
import type { TextPart } from '../../texts/part.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';

const { choice, facts, find } = texts.replies;

/**
 * Who may speak for whom, now: groups, whoever speaks and `others` whose word counts with theirs
 * are asked for at this moment. Without an answer nobody is guessed and nothing changes.
 */
export function rosterOf(
  service: Service,
  context: CommandContext,
  more: RosterIds = {},
  others: readonly string[] = [],
): Promise<Fact<Roster>> {
  return rosterOfIds({ ...approverIds(service), ...more }, context, others);
}

/** The same for people and groups named elsewhere. */
export function rosterOfIds(
  ids: RosterIds,
  { people, caller, now }: CommandContext,
  others: readonly string[] = [],
): Promise<Fact<Roster>> {
  const fresh = [...new Set([caller.id, ...others])].filter(isInSlack);
  return look(async () => rosterAsOf(await people.roster(ids, { fresh }), now), facts.noRoster);
}

/** The same for the service of a release, which may have left davy.yml since. */
export async function rosterOfRelease(
  release: Release,
  context: CommandContext,
  more: (service: Service) => RosterIds = () => ({}),
): Promise<Fact<Roster>> {
  const service = foundIn(context.services, release.service);
  return service
    ? rosterOf(service, context, more(service), wordsOn(release))
    : { kind: 'reply', reply: privately(find.goneService(release.service)) };
}

/** Refuses guests and people from elsewhere before anything else is asked. */
export async function onlyMembers(context: CommandContext): Promise<Reply | null> {
  const standing = await look(() => context.people.person(context.caller.id), facts.noPerson);
  if (standing.kind === 'reply') return standing.reply;
  return standing.value.standing === 'member' ? null : privately(facts.outsider);
}

/** What is said where servers do not answer: whoever reads it asks next whether it is known. */
export function noServers(
  service: string,
  { services }: CommandContext,
  again: Choice | null = null,
): Reply {
  const url = foundIn(services, service)?.statusPage ?? null;
  return privately(
    facts.noServers(service),
    again,
    url === null ? null : { kind: 'link', label: texts.pages.status, url },
  );
}

/** Why an image cannot be launched although it is there; null for any other. */
export function notReady(
  { service, version }: Pick<Build, 'service' | 'version'>,
  image: ImageState | null,
): Reply | null {
  switch (image) {
    case 'pending':
      return privately(facts.imagePending(`${service} ${version}`));
    case 'failed':
      return privately(facts.imageFailed(`${service} ${version}`));
    case 'ready':
    case 'gone':
    case null:
      return null;
  }
}

/**
 * Without its channel nobody would see what happens, so nothing begins there. Slack not answering
 * is no reason: the thread comes later then.
 */
export async function cannotPost(
  { name, channel }: Service,
  context: CommandContext,
): Promise<Reply | null> {
  if ((await context.mayPost(channel)) !== 'no') return null;
  return privately(
    channel === context.place.channel ? facts.cannotPostHere : facts.cannotPostThere(name),
  );
}

async function look<Value>(ask: () => Promise<Value>, otherwise: string): Promise<Fact<Value>> {
  try {
    return { kind: 'known', value: await ask() };
  } catch (error) {
    if (error instanceof UpstreamError) return { kind: 'reply', reply: privately(otherwise) };
    throw error;
  }
}

/** Says what came of it. A refusal changed nothing and names the way out. */
export function outcome(
  decision: Decision,
  moved: string | readonly TextPart[],
  way: { readonly service: string; readonly choices?: readonly (Choice | null)[] },
): Reply {
  if (decision.kind !== 'refused') return privately(moved, ...(way.choices ?? []));
  const waits = decision.code === 'not-approved' || decision.code === 'not-soaked';
  const why = waits ? [replyButton(choice.showWhy, 'release why', way.service)] : [];
  const status =
    decision.code === 'stale' || decision.code === 'moving'
      ? [replyButton(choice.showStatus, 'release status', way.service)]
      : [];
  return privately(
    facts.refused(reasonWords(decision.because)),
    ...(way.choices ?? []),
    ...why,
    ...status,
  );
}
