import { UpstreamError } from '../../ports/errors.ts';
import { orNull } from '../../ports/or-null.ts';
import { texts } from '../../texts/texts.ts';
import { contextFor, type AnswerContext } from './answer-context.ts';
import type { Try } from './answering.ts';
import { isUrgent } from './busy.ts';
import { pressedForReal } from '../match/pressed.ts';
import { type Reply, privately } from '../../command-kit/reply.ts';
import type { SlackRequest } from '../match/request.ts';
import { dismiss, speak } from './speak.ts';

const say = texts.replies.door;

const strangerWithinMs = 1_000;

/**
 * Works on one stored request. The one place where a command's fault is caught: logged in full,
 * told in one line.
 */
export async function answer(
  office: AnswerContext,
  request: SlackRequest,
  which: Try,
): Promise<void> {
  const { origin, asked } = request;
  if (asked.kind === 'dismiss') return dismiss(office.speaker, origin);
  if (asked.kind === 'nothing' || origin.user === '') return;
  if (which === 'first') showHeard(office, request);
  try {
    await speak(office.speaker, origin, await replyTo(office, request, which));
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.unknown)
      await sayUnconfirmed(office, request, which, error);
    else await saySomebodyIsAway(office, request, error);
  }
}

function showHeard({ eyes }: AnswerContext, { slack }: SlackRequest): void {
  if (!('type' in slack) || slack.type !== 'event_callback') return;
  if (slack.event.type === 'app_mention') eyes(slack.event.channel, slack.event.ts);
}

/**
 * After "unknown" nobody can say that nothing changed: the same delivery is worked on again, and
 * counts once.
 */
async function sayUnconfirmed(
  { speaker, log }: AnswerContext,
  { id, origin }: SlackRequest,
  which: Try,
  error: unknown,
): Promise<never> {
  const stack = error instanceof Error ? error.stack : undefined;
  log.error(
    { cause: String(error), stack, delivery: id, user: origin.user },
    'a command failed; it is tried again',
  );
  if (which === 'first') await speak(speaker, origin, privately(say.unconfirmed));
  if (which === 'last') await speak(speaker, origin, privately(say.gaveUp));
  throw error;
}

async function saySomebodyIsAway(
  { speaker, log }: AnswerContext,
  { id, origin }: SlackRequest,
  error: UpstreamError,
): Promise<void> {
  log.warn(
    { cause: String(error), delivery: id, user: origin.user },
    'a command was stopped because somebody outside does not answer',
  );
  await speak(speaker, origin, privately(say.noAnswer(error.system)));
}

async function replyTo(office: AnswerContext, request: SlackRequest, which: Try): Promise<Reply> {
  const { origin, asked } = request;
  if (asked.kind === 'home' && !(await isStranger(office, origin.user)))
    await office.homeOpened(origin.user);
  if (asked.kind !== 'command' && asked.kind !== 'unknown') return { kind: 'silent' };
  // What a crash left behind was counted before.
  const pace =
    which === 'first' && !isUrgent(asked) ? office.pace(origin.user) : { kind: 'go' as const };
  if (pace.kind === 'told') return privately(say.tooMuch(pace.freeInMs));
  if (pace.kind === 'silent') return { kind: 'silent' };
  if (await isStranger(office, origin.user)) return privately(texts.replies.facts.outsider);
  if (asked.kind === 'unknown') return asked.reply;
  const pressed = await pressedForReal(office, request);
  if (pressed === 'not-yet') return privately(say.interrupted);
  if (pressed === 'no') return privately(say.stale);
  return asked.command.run(asked.words, await contextFor(office, request, asked.door));
}

/**
 * Guests, and people of other organisations in a shared channel: what is released, by whom and why
 * is not theirs to read, nor a word of it to change. Nobody's silence makes somebody a stranger,
 * and nobody waits for it: whoever has to go back is heard.
 */
async function isStranger({ people }: AnswerContext, user: string): Promise<boolean> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, strangerWithinMs, null).unref());
  const known = orNull(() => people.person(user, { orLast: true }));
  return (await Promise.race([known, late]))?.standing === 'outside';
}
