import { UpstreamError } from '../../ports/errors.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Roster } from '../../release/state/people.ts';
import { button, type Choice, type Reply, whisper } from '../reply.ts';
import type { Desk, Service } from '../context.ts';
import type { Part } from '../../texts/part.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';

const { choice, facts } = texts.replies;

/** A fact read from outside, or the answer that says why it could not be read. */
export type Fact<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** Who may speak for whom, now. Without an answer nobody is guessed and nothing changes. */
export function rosterOf(
  service: Service,
  desk: Desk,
  more: Readonly<Record<string, readonly string[]>> = {},
): Promise<Fact<Roster>> {
  return look(
    async () => ({ ...(await desk.people.roster({ ...service.teams, ...more })), at: desk.now }),
    facts.noRoster,
  );
}

/** Refuses guests and people from elsewhere before anything else is asked. */
export async function onlyMembers(desk: Desk): Promise<Reply | null> {
  const standing = await look(() => desk.people.person(desk.caller.id), facts.noPerson);
  if (standing.kind === 'reply') return standing.reply;
  return standing.value.standing === 'member' ? null : whisper(facts.outsider);
}

/** Whether an image can be launched now. */
export function imageFound(
  service: string,
  image: string,
  desk: Desk,
  again: Choice | null = null,
): Promise<Fact<boolean>> {
  return look(
    () => desk.fleet(service).findImage(service, image),
    facts.noServers(service),
    again,
    statusPage(service, desk),
  );
}

/**
 * Without its channel nobody would see what happens, so nothing begins there. Slack not answering
 * is no reason: the thread comes later then.
 */
export async function cannotPost({ name, channel }: Service, desk: Desk): Promise<Reply | null> {
  if ((await desk.mayPost(channel)) !== 'no') return null;
  return whisper(
    channel === desk.place.channel ? facts.cannotPostHere : facts.cannotPostThere(name),
  );
}

/** How many servers serve now; canaries never count. */
export function capacityOf(service: string, desk: Desk): Promise<Fact<number>> {
  return look(
    async () => {
      const open = await desk.ledger.open(service);
      const canaries = new Set(
        open.filter((release) => release.kind === 'prerelease').map((release) => release.id),
      );
      return (await desk.fleet(service).observe(service)).filter(
        (server) => server.state === 'ready' && server.joined && !canaries.has(server.release),
      ).length;
    },
    facts.noServers(service),
    statusPage(service, desk),
  );
}

/** Whoever reads that servers do not answer asks next whether it is known. */
function statusPage(service: string, { services }: Desk): Choice | null {
  const url = services[service]?.statusPage ?? null;
  return url === null ? null : { kind: 'link', label: texts.pages.status, url };
}

async function look<Value>(
  ask: () => Promise<Value>,
  otherwise: string,
  ...ways: readonly (Choice | null)[]
): Promise<Fact<Value>> {
  try {
    return { kind: 'known', value: await ask() };
  } catch (error) {
    if (error instanceof UpstreamError)
      return { kind: 'reply', reply: whisper(otherwise, ...ways) };
    throw error;
  }
}

/** Says what came of it. A refusal changed nothing and names the way out. */
export function outcome(
  decision: Decision,
  moved: string | readonly Part[],
  way: { readonly service: string; readonly choices?: readonly (Choice | null)[] },
): Reply {
  if (decision.kind !== 'refused') return whisper(moved, ...(way.choices ?? []));
  const waits = decision.code === 'not-approved' || decision.code === 'not-soaked';
  const why = waits ? [button(choice.showWhy, 'release why', way.service)] : [];
  const status =
    decision.code === 'stale' || decision.code === 'moving'
      ? [button(choice.showStatus, 'release status', way.service)]
      : [];
  return whisper(
    facts.refused(reasonWords(decision.because)),
    ...(way.choices ?? []),
    ...why,
    ...status,
  );
}
