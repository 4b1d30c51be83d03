import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseRaw, type Raw, type RawFrame } from './raw-event.ts';

const levels = ['fatal', 'error', 'warning', 'info', 'debug'] as const;

const storedFrame = z.object({
  filename: z.string().nullable(),
  absPath: z.string().nullable(),
  function: z.string().nullable(),
  module: z.string().nullable(),
  lineNo: z.number().nullable(),
  colNo: z.number().nullable(),
  inApp: z.boolean(),
});

/** An error event after normalisation: what Sentry would have stored of it. */
export const eventSchema = z.object({
  id: z.string(),
  project: z.string(),
  receivedMs: z.number(),
  timestampMs: z.number(),
  level: z.enum(levels),
  platform: z.string(),
  release: z.string().nullable(),
  environment: z.string(),
  title: z.string(),
  culprit: z.string(),
  type: z.string().nullable(),
  value: z.string(),
  handled: z.boolean(),
  logger: z.string().nullable(),
  user: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  group: z.string(),
  /**
   * Each exception of the chain, the one that was thrown last; frames oldest first, null without a
   * stack.
   */
  chain: z
    .array(
      z.object({ type: z.string(), value: z.string(), frames: z.array(storedFrame).nullable() }),
    )
    .default([]),
});
export type SentryEvent = z.infer<typeof eventSchema>;

/** Normalises one event item; undefined when it is not an event at all. */
export function readEvent(
  payload: Buffer,
  project: string,
  receivedMs: number,
): SentryEvent | undefined {
  const raw = parseRaw(payload);
  if (raw === undefined) return undefined;
  const exceptions = Array.isArray(raw.exception) ? raw.exception : (raw.exception?.values ?? []);
  const last = exceptions.at(-1);
  const value = last === undefined ? messageOf(raw) : (last.value ?? '');
  const type = last === undefined ? null : (last.type ?? 'Error');
  const head = value.split('\n')[0]?.slice(0, 256) ?? '';
  const title =
    type === null ? head || '<unlabeled event>' : head === '' ? type : `${type}: ${head}`;
  const culprit = raw.transaction ?? culpritOf(last?.stacktrace?.frames ?? []);
  const level = levels.find((one) => one === raw.level) ?? 'error';
  return {
    id: (raw.event_id ?? randomUUID()).replaceAll('-', ''),
    project,
    receivedMs,
    timestampMs: timestampOf(raw.timestamp, receivedMs),
    level,
    platform: raw.platform ?? 'other',
    release: raw.release?.trim() || null,
    environment: raw.environment ?? '',
    title,
    culprit,
    type,
    value,
    handled: last?.mechanism?.handled ?? true,
    logger: raw.logger ?? null,
    user: userOf(raw),
    tags: { ...tagsOf(raw), level },
    group: groupOf(raw, type ?? value, type === null ? '' : culprit),
    chain: exceptions.map((one) => ({
      type: one.type ?? 'Error',
      value: one.value ?? '',
      frames: one.stacktrace?.frames?.map(storeFrame) ?? null,
    })),
  };
}

/**
 * As Sentry does: of path and file name each stands in for the other, and what is not called own
 * code is not.
 */
function storeFrame({
  filename,
  abs_path,
  function: name,
  module,
  lineno,
  colno,
  in_app,
}: RawFrame): z.infer<typeof storedFrame> {
  return {
    filename: filename ?? pathOf(abs_path),
    absPath: abs_path ?? filename ?? null,
    function: name ?? null,
    module: module ?? null,
    lineNo: lineno ?? null,
    colNo: colno ?? null,
    inApp: in_app ?? false,
  };
}

function pathOf(address: string | null | undefined): string | null {
  return URL.parse(address ?? '')?.pathname ?? address ?? null;
}

function messageOf({ message, logentry }: Raw): string {
  const entry = logentry ?? message ?? '';
  return typeof entry === 'string' ? entry : (entry.formatted ?? entry.message ?? '');
}

function culpritOf(frames: readonly RawFrame[]): string {
  const top = frames.findLast((one) => one.in_app === true) ?? frames.at(-1);
  if (top === undefined) return '';
  const where = top.module ?? top.filename ?? '?';
  return top.function === undefined || top.function === null ? where : `${top.function}(${where})`;
}

/** As Sentry does: a time in the future or older than 30 days is not believed. */
function timestampOf(timestamp: Raw['timestamp'], receivedMs: number): number {
  const ms = typeof timestamp === 'number' ? timestamp * 1000 : Date.parse(timestamp ?? '');
  return Number.isFinite(ms) && ms <= receivedMs + 60_000 && ms > receivedMs - 30 * 86_400_000
    ? ms
    : receivedMs;
}

function userOf({ user }: Raw): string | null {
  if (user?.id) return `id:${user.id}`;
  if (user?.username) return `username:${user.username}`;
  if (user?.email) return `email:${user.email}`;
  return user?.ip_address ? `ip:${user.ip_address}` : null;
}

function tagsOf(raw: Raw): Record<string, string> {
  const pairs = Array.isArray(raw.tags) ? raw.tags : Object.entries(raw.tags ?? {});
  const own = pairs.map(([key, value]): [string, string] => [key, String(value).slice(0, 200)]);
  const named = Object.entries({
    release: raw.release,
    environment: raw.environment,
    server_name: raw.server_name,
    transaction: raw.transaction,
    logger: raw.logger,
  });
  return Object.fromEntries([
    ...own,
    ...named.flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' && value !== '' ? [[key, value]] : [],
    ),
  ]);
}

/**
 * A fingerprint set by the service wins; `{{ default }}` in it stands for what Sentry would have
 * taken.
 */
function groupOf({ fingerprint }: Raw, what: string, culprit: string): string {
  const parts = (fingerprint ?? ['{{ default }}']).flatMap((part) =>
    /^\{\{\s*default\s*\}\}$/.test(part) ? [what, culprit] : [part],
  );
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex');
}
