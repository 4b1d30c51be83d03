/**
 * What a piece of work or a message is about. Its written form stands in stored rows and in posted
 * messages, so it is made and read here alone and never changes.
 */
export type Key =
  /** One release, by its id. */
  | { readonly kind: 'release'; readonly id: string }
  /** A build, with all that became of it: what its thread tells. */
  | { readonly kind: 'build'; readonly service: string; readonly version: string }
  /** A line as a whole. */
  | { readonly kind: 'line'; readonly service: string }
  /** How a service stands: its card. */
  | { readonly kind: 'status'; readonly service: string }
  /** What people are told of one release by direct message. */
  | { readonly kind: 'dm'; readonly release: string }
  /** The Home tab of one person, or of everybody. */
  | { readonly kind: 'home'; readonly person: string }
  | { readonly kind: 'homes' }
  /** A summary that comes by itself. */
  | { readonly kind: 'calendar'; readonly issue: Issue; readonly day: string }
  /** A summary somebody shares; null is every service. */
  | {
      readonly kind: 'summary';
      readonly span: Span;
      readonly last: string;
      readonly service: string | null;
      readonly channel: string;
    }
  /** A comparison somebody shares. */
  | {
      readonly kind: 'changes';
      readonly service: string;
      readonly from: string;
      readonly to: string;
      readonly channel: string;
    }
  /** A test message; `id` is made of the words that asked for it, so that it is posted once. */
  | {
      readonly kind: 'test';
      readonly service: string;
      readonly person: string;
      readonly id: string;
    }
  /** A job that somebody has run. */
  | { readonly kind: 'run'; readonly service: string; readonly id: string };

const issues = ['daily', 'weekly', 'monthly'] as const;
type Issue = (typeof issues)[number];
const spans = ['today', 'week', 'month'] as const;
type Span = (typeof spans)[number];

/** The written form of a key. */
export function writeKey(key: Key): string {
  switch (key.kind) {
    case 'release':
      return key.id;
    case 'build':
      return `build:${key.service}@${key.version}`;
    case 'line':
      return `line:${key.service}`;
    case 'status':
      return `status:${key.service}`;
    case 'dm':
      return `dm:${key.release}`;
    case 'home':
      return `home:${key.person}`;
    case 'homes':
      return 'homes';
    case 'calendar':
      return `calendar:${key.issue}:${key.day}`;
    case 'summary':
      return `summary:${key.span}:${key.last}:${key.service ?? '*'}:${key.channel}`;
    case 'changes':
      return `changes:${key.service}:${key.from}:${key.to}:${key.channel}`;
    case 'test':
      return `test:${key.service}:${key.person}:${key.id}`;
    case 'run':
      return `run:${key.service}:${key.id}`;
  }
}

/** Reads a written key; null where no key is written like that. */
export function readKey(written: string): Key | null {
  if (written === 'homes') return { kind: 'homes' };
  const [first = '', ...parts] = written.split(':');
  return parts.length === 0 ? { kind: 'release', id: first } : readParts(first, parts);
}

function readParts(kind: string, parts: readonly string[]): Key | null {
  const [one = '', two, three, four] = parts;
  switch (kind) {
    case 'build': {
      // A line's name may hold an `@`, a version never does.
      const written = parts.join(':');
      const at = written.lastIndexOf('@');
      return at === -1
        ? null
        : { kind, service: written.slice(0, at), version: written.slice(at + 1) };
    }
    case 'line':
      return { kind, service: one };
    case 'status':
      return { kind, service: one };
    case 'dm':
      return { kind, release: one };
    case 'home':
      return { kind, person: one };
    case 'calendar': {
      const issue = issues.find((word) => word === one);
      return issue === undefined || two === undefined ? null : { kind, issue, day: two };
    }
    case 'summary': {
      const span = spans.find((word) => word === one);
      return span === undefined || two === undefined || three === undefined || four === undefined
        ? null
        : { kind, span, last: two, service: three === '*' ? null : three, channel: four };
    }
    case 'changes':
      return two === undefined || three === undefined || four === undefined
        ? null
        : { kind, service: one, from: two, to: three, channel: four };
    case 'test':
      return two === undefined || three === undefined
        ? null
        : { kind, service: one, person: two, id: parts.slice(2).join(':') };
    case 'run':
      return two === undefined ? null : { kind, service: one, id: parts.slice(1).join(':') };
    default:
      return null;
  }
}

/** The key of a build and its thread. */
export function buildKey({
  service,
  version,
}: {
  readonly service: string;
  readonly version: string;
}): string {
  return writeKey({ kind: 'build', service, version });
}

/** The key of a service as a whole. */
export function lineKey(service: string): string {
  return writeKey({ kind: 'line', service });
}

/** What one person is told about something by direct message. */
export function personKey(person: string, about: string): string {
  return `dm:${about}:${person}`;
}

/** What one person is told of an issue of the calendar. */
export function personIssueKey(person: string, issue: string): string {
  return `dm:${person}:${issue}`;
}

/** What a message carries in Slack, so that it is found again: which one of its subject it is. */
export function messageKey({
  subject,
  kind,
}: {
  readonly subject: string;
  readonly kind: string;
}): string {
  return `${subject}:${kind}`;
}
