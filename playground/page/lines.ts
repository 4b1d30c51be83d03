import type { Ephemeral, Message } from '../slack/entry.ts';
import type { State } from '../slack/state.ts';

/** One thing in a list of messages: for everybody, or for one person. */
export type Line =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'whisper'; readonly whisper: Ephemeral };

/** What stands in a room, oldest first; replies only if they were also sent to the channel. */
export function linesOfRoom(state: State, channel: string): readonly Line[] {
  return sorted(
    [...state.messages.values()].filter(
      (message) =>
        message.channel === channel &&
        (message.thread_ts === undefined || message.broadcast === true),
    ),
    [...state.whispers.values()].filter(
      (whisper) => whisper.channel === channel && whisper.thread_ts === undefined,
    ),
  );
}

/** The replies of a thread, oldest first. */
export function linesOfThread(state: State, channel: string, ts: string): readonly Line[] {
  return sorted(
    [...state.messages.values()].filter(
      (message) => message.channel === channel && message.thread_ts === ts,
    ),
    [...state.whispers.values()].filter(
      (whisper) => whisper.channel === channel && whisper.thread_ts === ts,
    ),
  );
}

/** The time stamp of a line. */
export const tsOf = (line: Line): string =>
  line.kind === 'message' ? line.message.ts : line.whisper.ts;

/** Who speaks in a line. */
export const speakerOf = (line: Line): string =>
  line.kind === 'message' ? line.message.user : line.whisper.user;

function sorted(messages: readonly Message[], whispers: readonly Ephemeral[]): readonly Line[] {
  const lines: Line[] = [
    ...messages.map((message) => ({ kind: 'message', message }) as const),
    ...whispers.map((whisper) => ({ kind: 'whisper', whisper }) as const),
  ];
  return lines.sort((a, b) => (tsOf(a) < tsOf(b) ? -1 : 1));
}
