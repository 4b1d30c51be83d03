import type { SentryEvent } from './event.ts';

/** One event as an issue's list of events shows it; `full` brings its stack along. */
export function eventJson(
  event: SentryEvent,
  groupId: string,
  projectId: string,
  full: boolean,
): object {
  const { id, type, title, value, culprit, platform, timestampMs, tags, chain } = event;
  const top = chain.at(-1)?.frames?.at(-1);
  const short = {
    id,
    eventID: id,
    groupID: groupId,
    projectID: projectId,
    'event.type': type === null ? 'default' : 'error',
    title,
    message: type === null ? value : '',
    culprit,
    location: top?.filename ?? null,
    platform,
    crashFile: null,
    dateCreated: new Date(timestampMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    user: userJson(event.user),
    tags: Object.entries(tags).map(([key, said]) => ({ key, value: said })),
    metadata: type === null ? { title } : { type, value },
  };
  return full ? { ...short, ...more(event) } : short;
}

function more({ chain, value, type, receivedMs }: SentryEvent): object {
  const entries =
    type === null
      ? [{ type: 'message', data: { formatted: value } }]
      : [
          {
            type: 'exception',
            data: { values: chain.map(exceptionJson), hasSystemFrames: false, excOmitted: null },
          },
        ];
  return {
    entries,
    dateReceived: new Date(receivedMs).toISOString(),
    dist: null,
    errors: [],
    contexts: {},
    packages: {},
    size: 0,
    occurrence: null,
    nextEventID: null,
    previousEventID: null,
  };
}

function exceptionJson({ type, value, frames }: SentryEvent['chain'][number]): object {
  const stacktrace = frames && {
    frames: frames.map(frameJson),
    framesOmitted: null,
    hasSystemFrames: frames.some(({ inApp }) => !inApp),
    registers: null,
  };
  return {
    type,
    value,
    mechanism: null,
    threadId: null,
    module: null,
    stacktrace,
    rawStacktrace: null,
  };
}

function frameJson(frame: NonNullable<SentryEvent['chain'][number]['frames']>[number]): object {
  return {
    ...frame,
    package: null,
    platform: null,
    instructionAddr: null,
    symbolAddr: null,
    symbol: null,
    rawFunction: null,
    trust: null,
    context: [],
    errors: null,
    vars: null,
    lock: null,
    sourceLink: null,
  };
}

/** Stored as `id:u1`, `email:…`: by what the service told first. */
function userJson(user: string | null): object | null {
  const [, kind = '', said = ''] = /^(\w+):(.*)$/s.exec(user ?? '') ?? [];
  if (user === null) return null;
  const of = (wanted: string) => (kind === wanted ? said : null);
  return {
    id: of('id'),
    email: of('email'),
    username: of('username'),
    ip_address: of('ip'),
    name: null,
    geo: null,
    data: null,
  };
}
