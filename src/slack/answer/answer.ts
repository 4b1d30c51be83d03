import { createHash } from 'node:crypto';
import { UpstreamError } from '../../ports/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fleet } from '../../ports/fleet.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { People } from '../../ports/people.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import { texts } from '../../texts/texts.ts';
import type { Command } from '../../command-kit/command.ts';
import type { CommandContext, Place, Service } from '../../command-kit/context.ts';
import { isUrgent, type RequestPace } from './busy.ts';
import { dismissAction, matchInbound, type Origin, originOf } from '../match/match.ts';
import { type Identity, linkTo } from '../door/identity.ts';
import { type Inbound, pickedText, readInbound } from '../door/inbound.ts';
import type { Try } from './answering.ts';
import type { DoorLog } from '../door/log.ts';
import { isRecorded, releaseOfThread } from './places.ts';
import { mayPost } from './may-post.ts';
import { redraw } from './redraw.ts';
import { type Reply, privately } from '../../command-kit/reply.ts';
import { dismiss, speak } from './speak.ts';
import type { Speaker } from './speaker.ts';

const say = texts.replies.door;

/** Everything an answer is made with. */
export type AnswerContext = {
  readonly commands: readonly Command[];
  readonly services: Readonly<Record<string, Service>>;
  readonly ledger: Ledger;
  readonly people: People;
  readonly clock: Clock;
  readonly fleet: (service: string) => Fleet;
  readonly changelog: CommandContext['changelog'];
  readonly lineage: CommandContext['lineage'];
  readonly summary: CommandContext['summary'];
  readonly share: CommandContext['share'];
  /** Somebody looks at their Home tab. */
  readonly homeOpened: (person: string) => Promise<void>;
  readonly changeReader: (
    person: string,
    change: Parameters<CommandContext['changeReader']>[0],
  ) => ReturnType<CommandContext['changeReader']>;
  readonly shareChanges: CommandContext['shareChanges'];
  readonly sendTest: (service: string, person: string, id: string) => Promise<void>;
  readonly tell: (
    about: {
      readonly service: string;
      readonly release: string | null;
      readonly delivery?: string;
    },
    event: Event,
  ) => Promise<Decision>;
  readonly identity: () => Identity | null;
  readonly pace: (user: string) => RequestPace;
  /** Shows that a mention was heard. */
  readonly eyes: (channel: string, ts: string) => void;
  readonly speaker: Speaker;
  readonly log: DoorLog;
};

/**
 * Works on one stored delivery. The one place where a command's fault is caught: logged in full,
 * told in one line.
 */
export async function answer(
  office: AnswerContext,
  delivery: string,
  body: unknown,
  which: Try,
): Promise<void> {
  const inbound = readInbound(body);
  if (!inbound) throw new Error('a stored delivery cannot be read any more');
  const origin = originOf(inbound);
  const action =
    'type' in inbound && inbound.type === 'block_actions'
      ? inbound.actions[0]?.action_id
      : undefined;
  if (action === dismissAction) return dismiss(office.speaker, origin);
  if (action?.startsWith('link') === true || origin.user === '') return;
  if (
    which === 'first' &&
    'type' in inbound &&
    inbound.type === 'event_callback' &&
    inbound.event.type === 'app_mention'
  )
    office.eyes(inbound.event.channel, inbound.event.ts);
  try {
    await speak(office.speaker, origin, await replyTo(office, delivery, inbound, origin, which));
  } catch (error) {
    // After "unknown" nobody can say that nothing changed: the same delivery is worked on again,
    // and counts once.
    if (!(error instanceof UpstreamError) || error.unknown) {
      office.log.error(
        {
          cause: String(error),
          stack: error instanceof Error ? error.stack : undefined,
          delivery,
          user: origin.user,
        },
        'a command failed; it is tried again',
      );
      if (which === 'first') await speak(office.speaker, origin, privately(say.unconfirmed));
      if (which === 'last') await speak(office.speaker, origin, privately(say.gaveUp));
      throw error;
    }
    office.log.warn(
      { cause: String(error), delivery, user: origin.user },
      'a command was stopped because somebody outside does not answer',
    );
    await speak(office.speaker, origin, privately(say.noAnswer(error.system)));
  }
}

async function replyTo(
  office: AnswerContext,
  delivery: string,
  inbound: Inbound,
  origin: Origin,
  which: Try,
): Promise<Reply> {
  if (isHomeOpened(inbound)) await office.homeOpened(origin.user);
  const heard = matchInbound(office.commands, inbound);
  // What a crash left behind was counted before.
  const pace =
    which === 'first' && !isHomeOpened(inbound) && !isUrgent(heard)
      ? office.pace(origin.user)
      : { kind: 'go' as const };
  if (pace.kind === 'told') return privately(say.tooMuch(pace.freeInMs));
  if (pace.kind === 'silent') return { kind: 'silent' };
  if (heard.kind === 'unknown') return heard.reply;
  const pressed = await pressedForReal(office, inbound, origin);
  if (pressed === 'not-yet') return privately(say.interrupted);
  if (pressed === 'no') return privately(say.stale);
  return heard.command.run(heard.words, await deskFor(office, delivery, origin, heard.door));
}

/** The app's other tab, its messages, needs nothing. */
function isHomeOpened(inbound: Inbound): boolean {
  return (
    'type' in inbound &&
    inbound.type === 'event_callback' &&
    inbound.event.type === 'app_home_opened' &&
    inbound.event.tab === 'home'
  );
}

/**
 * A click counts only on the message Davy posted for it; answers that only their reader sees are
 * not kept in the ledger.
 */
async function pressedForReal(
  office: AnswerContext,
  inbound: Inbound,
  origin: Origin,
): Promise<'yes' | 'not-yet' | 'no'> {
  if (!('type' in inbound) || inbound.type !== 'block_actions') return 'yes';
  // Home tabs and forms are Davy's own and shown to their owner alone.
  if (inbound.container.type === 'view') return 'yes';
  if (!origin.pressed || origin.channel === null) return 'no';
  if (origin.pressed.ephemeral) return 'yes';
  return isRecorded(
    { channel: origin.channel, ts: origin.pressed.ts },
    pickedText(inbound.actions[0] ?? {}),
    office.services,
    office.ledger,
  );
}

async function deskFor(
  office: AnswerContext,
  delivery: string,
  origin: Origin,
  door: Place['door'],
): Promise<CommandContext> {
  const { ledger, people, services, clock, fleet } = office;
  const release =
    (door === 'mention' || door === 'shortcut') && origin.channel !== null && origin.thread !== null
      ? await releaseOfThread(origin.channel, origin.thread, services, ledger)
      : null;
  return {
    caller: { id: origin.user, name: await nameOf(people, origin) },
    place: { door, channel: origin.channel ?? '', thread: origin.thread, release },
    now: clock.now(),
    services,
    people,
    ledger,
    fleet,
    changelog: office.changelog,
    lineage: office.lineage,
    summary: office.summary,
    share: office.share,
    shareChanges: office.shareChanges,
    reader: () => ledger.reader(origin.user),
    changeReader: (change) => office.changeReader(origin.user, change),
    tell: ({ service, release: id, part }, event) =>
      office.tell(
        { service, release: id, delivery: part === undefined ? delivery : `${delivery}/${part}` },
        event,
      ),
    sendTest: (service) => office.sendTest(service, origin.user, releaseId(delivery)),
    newId: () => releaseId(delivery),
    mayPost: (channel) => mayPost(office.speaker.client, channel, () => office.identity()),
    redraw: (release) => redraw(ledger, clock, release),
    link: (message) => linkTo(office.identity(), message),
  };
}

const nameWithinMs = 500;

/** The name is for reading only, so nobody waits for it. */
async function nameOf(people: People, { user, userName }: Origin): Promise<string> {
  const asked = people.person(user).then(
    ({ name }) => name,
    () => userName,
  );
  const late = new Promise<string>((resolve) =>
    setTimeout(resolve, nameWithinMs, userName).unref(),
  );
  return Promise.race([asked, late]);
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Short enough to type; the same seed always names the same release. */
export function releaseId(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 6);
  return `rel_${[...bytes].map((byte) => letters[byte % 32] ?? '0').join('')}`;
}
