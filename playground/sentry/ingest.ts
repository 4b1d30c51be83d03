import type { Answered, Asked } from '../standin/exchange.ts';
import { readEnvelope, unpack } from './envelope.ts';
import { readEvent, type SentryEvent } from './event.ts';
import { readSessions, type Sessions } from './sessions.ts';

const envelopeBytesMax = 40 * 1024 * 1024;
const eventBytesMax = 1024 * 1024;

/** What ingestion needs to know: who may send, and where events go. */
export type Door = {
  readonly projects: readonly {
    readonly id: string;
    readonly slug: string;
    readonly key: string;
  }[];
  readonly now: () => number;
  readonly dropped: () => boolean;
  readonly receive: (event: SentryEvent) => void;
  readonly receiveSessions: (sessions: Sessions) => void;
};

/** Takes an envelope in as Sentry's Relay does; undefined when the path is not an envelope door. */
export function ingest(asked: Asked, door: Door): Answered | undefined {
  const [, id] = /^\/api\/([^/]+)\/envelope\/?$/.exec(asked.url.pathname) ?? [];
  if (id === undefined) return undefined;
  if (asked.method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: '' };
  if (!/^\d+$/.test(id)) return refused(400, 'invalid path parameter', 'Cannot parse `project_id`');
  if (asked.body.length > envelopeBytesMax) return refused(413, 'envelope exceeded size limits');
  const body = unpack(asked.body, asked.headers['content-encoding']);
  if (body === undefined) return refused(400, 'failed to decode content', 'corrupt stream');
  const envelope = readEnvelope(body);
  if (envelope.kind === 'broken') return refused(400, 'bad envelope', envelope.why);
  const key = keyOf(asked, envelope.header.dsn);
  if (key === undefined)
    return refused(401, 'bad sentry DSN public key', 'missing authorization information');
  const project = door.projects.find((one) => one.id === id);
  if (project === undefined || project.key !== key)
    return refused(403, 'event submission rejected with_reason: ProjectId');
  const events: SentryEvent[] = [];
  const sessions: Sessions[] = [];
  for (const item of envelope.items) {
    if (item.payload.length > eventBytesMax)
      return refused(413, 'envelope exceeded size limits', `item ${item.type} too large`);
    const told = readSessions(item, project.slug, door.now());
    if (told !== undefined) sessions.push(told);
    if (item.type !== 'event') continue;
    const event = readEvent(item.payload, project.slug, door.now());
    if (event !== undefined) events.push(event);
  }
  if (events.length + sessions.length > 0 && !door.dropped()) {
    events.forEach(door.receive);
    sessions.forEach(door.receiveSessions);
  }
  const answerId = envelope.header.event_id?.replaceAll('-', '') ?? events[0]?.id;
  return {
    status: 200,
    headers: { 'access-control-expose-headers': 'x-sentry-error,x-sentry-rate-limits,retry-after' },
    body: answerId === undefined ? {} : { id: answerId },
  };
}

function keyOf({ url, headers }: Asked, dsn: string | undefined): string | undefined {
  const header = headers['x-sentry-auth'] ?? headers.authorization;
  const fromHeader = /^Sentry\s.*\bsentry_key=([0-9a-f]+)/i.exec(String(header ?? ''))?.[1];
  return (
    fromHeader ??
    url.searchParams.get('sentry_key') ??
    (dsn === undefined ? undefined : URL.parse(dsn)?.username) ??
    undefined
  );
}

function refused(status: number, detail: string, ...causes: string[]): Answered {
  return {
    status,
    headers: { 'x-sentry-error': detail },
    body: causes.length > 0 ? { detail, causes } : { detail },
  };
}
