import { timing } from '../../time/timing.ts';
import { texts } from '../../texts/texts.ts';
import { metadataFor } from '../match/form-metadata.ts';
import type { Origin } from '../match/origin.ts';
import { answerInView } from './in-view.ts';
import { type Form, plain, type Reply } from '../../command-kit/reply.ts';
import type { Drawer, Speaker } from './speaker.ts';

/**
 * Answers one person. An answer that cannot be delivered is logged: what happened stands in the
 * thread all the same.
 */
export async function speak(speaker: Speaker, origin: Origin, reply: Reply): Promise<void> {
  if (reply.kind === 'silent') return;
  if (reply.kind === 'form') return openForm(speaker, origin, reply.form);
  try {
    await deliver(speaker, origin, reply);
  } catch (cause) {
    const said = reply.kind === 'shown' ? reply.content.text : plain(reply.parts);
    speaker.log.warn(
      { cause: String(cause), user: origin.user, said: said.slice(0, 200) },
      'an answer did not reach its reader',
    );
  }
}

/** Takes away a question that only its reader can see. */
export async function dismiss(speaker: Speaker, origin: Origin): Promise<void> {
  if (origin.responseUrl === null) return;
  await post(speaker, origin.responseUrl, { delete_original: true }).catch((cause: unknown) =>
    speaker.log.warn({ cause: String(cause) }, 'a question could not be taken away'),
  );
}

async function openForm(speaker: Speaker, origin: Origin, form: Form): Promise<void> {
  const { channel, pressed } = origin;
  const thread = pressed?.ephemeral === false ? (origin.thread ?? pressed.ts) : origin.thread;
  const metadata = metadataFor(form, { channel, thread });
  try {
    if (origin.trigger === null) throw new Error('no trigger');
    await speaker.client.apiCall(origin.view?.type === 'modal' ? 'views.push' : 'views.open', {
      trigger_id: origin.trigger,
      view: speaker.draw.form(form, metadata),
    });
  } catch (cause) {
    speaker.log.warn({ cause: String(cause), user: origin.user }, 'a form did not open in time');
    await speak(speaker, origin, {
      kind: 'whisper',
      parts: [
        texts.replies.door.formLate(
          `/${form.command} ${form.value.replace(/\.\d+( |$)/, '$1')}`.trim(),
        ),
      ],
      choices: [],
    });
  }
}

/**
 * Slack says no more than "no" to an answer with blocks it does not know: the classic form goes
 * then.
 */
async function deliver(
  speaker: Speaker,
  origin: Origin,
  reply: Extract<Reply, { kind: 'whisper' | 'shown' }>,
): Promise<void> {
  // In front of the Home tab everything can be closed: no button has to.
  const { text, rich, classic } =
    reply.kind === 'shown'
      ? reply.content
      : drawn(
          speaker.draw.whisper(
            origin.view
              ? { ...reply, choices: reply.choices.filter(({ kind }) => kind !== 'dismiss') }
              : reply,
          ),
        );
  // A form knows no charts and no tables.
  if (await answerInView(speaker, origin, classic)) return;
  const everyone = reply.kind === 'whisper' && reply.seenBy === 'everyone';
  try {
    await deliverAs(speaker, origin, everyone, { text, blocks: rich });
  } catch (cause) {
    if (JSON.stringify(rich) === JSON.stringify(classic)) throw cause;
    await deliverAs(speaker, origin, everyone, { text, blocks: classic });
  }
}

function drawn({ text, blocks, classic }: ReturnType<Drawer['whisper']>) {
  return { text, rich: blocks, classic };
}

async function deliverAs(
  speaker: Speaker,
  origin: Origin,
  everyone: boolean,
  said: { readonly text: string; readonly blocks: readonly object[] },
): Promise<void> {
  const unfurled = { unfurl_links: false, unfurl_media: false };
  if (origin.responseUrl !== null && mayAnswer(origin.responseUrl, speaker.apiUrl)) {
    // A question only its reader sees is replaced by its answer, so that its buttons go.
    const replaces = origin.pressed?.ephemeral === true && !everyone;
    const thread =
      replaces || origin.thread === null || origin.thread === origin.pressed?.ts
        ? {}
        : { thread_ts: origin.thread };
    const sent = await post(speaker, origin.responseUrl, {
      response_type: everyone ? 'in_channel' : 'ephemeral',
      replace_original: replaces,
      ...said,
      ...thread,
      ...unfurled,
    }).then(
      () => true,
      () => false,
    );
    if (sent) return;
  }
  const thread = origin.thread === null ? {} : { thread_ts: origin.thread };
  // Spoken to from no channel at all: Davy's own conversation with that person.
  if (origin.channel === null || everyone) {
    await speaker.client.apiCall('chat.postMessage', {
      channel: origin.channel ?? origin.user,
      ...said,
      ...thread,
      ...unfurled,
    });
    return;
  }
  await speaker.client.apiCall('chat.postEphemeral', {
    channel: origin.channel,
    user: origin.user,
    ...said,
    ...thread,
  });
}

/** Answers go to Slack only: an address in a request is not a reason to call it. */
export function mayAnswer(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, origin, username } = new URL(url);
  if (username !== '') return false;
  return (
    (protocol === 'https:' && hostname === 'hooks.slack.com' && port === '') ||
    origin === new URL(apiUrl).origin
  );
}

async function post(speaker: Speaker, url: string, body: object): Promise<void> {
  if (!mayAnswer(url, speaker.apiUrl)) throw new Error('an answer may go to Slack only');
  const answer = await speaker.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(timing.callDeadlineMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Slack answered ${answer.status}`);
}
