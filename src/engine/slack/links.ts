import type { Message } from '../../ports/ledger.ts';
import type { ThreadFacts, ThreadLinks } from '../../views/thread-facts.ts';
import type { WorkerContext } from '../worker-context.ts';
import { threadKeyOf } from './thread-key.ts';
import { buildKey } from '../../release/state/keys.ts';

/** What tells how a release ended, in the thread. */
const ends = ['summary', 'rollback'] as const;

/** Where a card's buttons lead: to the newest reply, and to the message that tells how it ended. */
export async function linksOf(
  { ports: { ledger }, reporting }: WorkerContext,
  { build, prerelease, release }: ThreadFacts,
): Promise<ThreadLinks> {
  if (!reporting) return { thread: null, report: null };
  const key = release ? threadKeyOf(release) : buildKey(build);
  const subjects = [
    ...new Set([key, ...[release, prerelease].flatMap((one) => (one ? [one.id] : []))]),
  ];
  const all = (await Promise.all(subjects.map((subject) => ledger.messages(subject)))).flat();
  const top = all.find(({ subject, kind }) => subject === key && kind === 'card')?.ts ?? null;
  const replies = all.flatMap((message) =>
    message.ts !== null && message.thread !== null && message.thread === top
      ? [{ ...message, ts: message.ts }]
      : [],
  );
  const report =
    release &&
    replies.find(({ subject, kind }) => subject === release.id && ends.some((end) => end === kind));
  const newest = replies.toSorted((a, b) => Number(a.ts) - Number(b.ts)).at(-1);
  return { thread: addressOf(newest, reporting.link), report: addressOf(report, reporting.link) };
}

/** A reply is found through its thread: without it Slack shows the channel. */
function addressOf(
  message: (Message & { readonly ts: string }) | null | undefined,
  link: (message: { readonly channel: string; readonly ts: string }) => string | null,
): string | null {
  const url = message ? link(message) : null;
  if (url === null || !message) return null;
  const { thread, ts, channel } = message;
  return `${url}?${new URLSearchParams({ thread_ts: thread ?? ts, cid: channel }).toString()}`;
}
