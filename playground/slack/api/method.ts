import type { World } from '../world.ts';
import type { Args } from './args.ts';

/** What Slack says back: everything went well, or one error code with what it adds. */
export type Answer = ({ readonly ok: true } | { readonly ok: false; readonly error: string }) &
  Readonly<Record<string, unknown>>;

/** One method of the Web API. */
export type Method = {
  /** The scope it needs; `undefined` needs none. */
  readonly scope?: string;
  /** Needs the app-level token instead of the bot's. */
  readonly appLevel?: true;
  /** A token of a whole organisation has to say which `team_id` it asks about. */
  readonly ofTeam?: true;
  /** Needs no token at all. */
  readonly open?: true;
  /** Every error of its own that it may answer: a test compares them with Slack's documents. */
  readonly errors: readonly string[];
  readonly run: (world: World, args: Args) => Answer;
};

/** It worked. */
export const ok = (rest: Readonly<Record<string, unknown>> = {}): Answer => ({ ok: true, ...rest });

/** It was refused. */
export const no = (error: string, rest: Readonly<Record<string, unknown>> = {}): Answer => ({
  ok: false,
  error,
  ...rest,
});

/** Refused with Slack's list of what is wrong where. */
export function noBecause(error: string, faults: readonly string[]): Answer {
  return no(error, {
    errors: faults,
    response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
  });
}

/** Slack's pages: a slice of a list, and where the next one starts. */
export function page<Item>(
  items: readonly Item[],
  cursor: string | undefined,
  size: number,
): { items: readonly Item[]; next: string } | undefined {
  const start =
    cursor === undefined || cursor === ''
      ? 0
      : Number(Buffer.from(cursor, 'base64').toString().replace(/^at:/, ''));
  if (!Number.isInteger(start) || start < 0 || start > items.length) return undefined;
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`at:${end}`).toString('base64') : '',
  };
}
