import type { Ledger, Message } from '../../ports/ledger.ts';
import { hasOwnThread } from '../../release/start/released-with.ts';
import type { Services } from '../../service/service.ts';
import { buildKey, lineKey, writeKey } from '../../release/state/keys.ts';
import { readRef } from '../../release/state/release-ref.ts';

type Known = Pick<Ledger, 'messages' | 'release' | 'history'>;

/** How far back a thread or a button is looked for. */
const searched = 30;

/**
 * Whether a click came from a message Davy posted for just that: forwarded and forged buttons do
 * not count. `not-yet`: a post of the kind was begun there, and a crash kept its answer from being
 * stored; it is found again soon.
 */
export async function isRecorded(
  click: { readonly channel: string; readonly ts: string },
  value: string,
  services: Services,
  ledger: Known,
): Promise<'yes' | 'not-yet' | 'no'> {
  let begun = false;
  for await (const { ts, channel } of messagesAbout(value.split(/\s+/), services, ledger)) {
    if (channel !== click.channel) continue;
    if (ts === click.ts) return 'yes';
    begun ||= ts === null;
  }
  return begun ? 'not-yet' : 'no';
}

async function* messagesAbout(
  [first = '', second = '']: readonly string[],
  services: Services,
  ledger: Known,
): AsyncGenerator<Message> {
  const release = await ledger.release(readRef(first)?.id ?? first);
  if (release) {
    yield* await ledger.messages(release.id);
    yield* await ledger.messages(buildKey(release.build));
    for (const carried of release.carries) yield* await ledger.messages(carried);
    yield* await ledger.messages(writeKey({ kind: 'status', service: release.service }));
  }
  if (!Object.hasOwn(services, first)) return;
  yield* await ledger.messages(lineKey(first));
  yield* await ledger.messages(writeKey({ kind: 'status', service: first }));
  yield* await ledger.messages(writeKey({ kind: 'run', service: first, id: second }));
  yield* await ledger.messages(buildKey({ service: first, version: second }));
  for (const { id, build } of await ledger.history(first, searched)) {
    yield* await ledger.messages(id);
    yield* await ledger.messages(buildKey(build));
  }
}

/**
 * The release a thread belongs to: slash commands do not work in threads, so mentions take it from
 * there.
 */
export async function releaseOfThread(
  channel: string,
  thread: string,
  services: Services,
  ledger: Known,
): Promise<string | null> {
  for (const service of Object.values(services)) {
    if (service.channel !== channel) continue;
    for (const release of await ledger.history(service.name, searched)) {
      const { id, build } = release;
      const messages = [
        ...(await ledger.messages(id)),
        ...(hasOwnThread(release) ? [] : await ledger.messages(buildKey(build))),
      ];
      if (
        messages.some(
          (message) =>
            message.channel === channel && (message.ts === thread || message.thread === thread),
        )
      )
        return id;
    }
  }
  return null;
}
