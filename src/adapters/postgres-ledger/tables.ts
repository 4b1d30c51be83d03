import type { ColumnType, Generated } from 'kysely';

/** jsonb goes in as text and comes out as something nobody has looked at yet. */
type Json = ColumnType<unknown, string, string>;
/** Times of the database's own, only ever compared inside it. */
type Moment = ColumnType<unknown, never, unknown>;

/** The tables as migrations make them. */
export type Tables = {
  readonly lines: { service: string; state: Json; seq: Generated<number>; head: Generated<string> };
  readonly blocked_builds: { service: string; place: number; blocked: Json };
  readonly releases: {
    id: string;
    ordinal: Generated<number>;
    service: string;
    kind: string;
    open: boolean;
    moving: boolean;
    state: Json;
    seq: Generated<number>;
    head: Generated<string>;
  };
  readonly events: {
    id: Generated<number>;
    stream: string;
    seq: number;
    body: string;
    hash: string;
  };
  readonly checkpoints: { id: Generated<number>; last_event: number; body: string; hash: string };
  readonly effects: {
    id: Generated<number>;
    key: string;
    lane: string;
    effect: Json;
    done_at: Moment;
    superseded_at: Moment;
  };
  readonly wakes: {
    key: string;
    lane: string;
    due_at: number | null;
    leased_until: Moment;
    fence: Generated<number>;
    tries: Generated<number>;
    failing_since: number | null;
    urgent: boolean | null;
    service: string | null;
  };
  readonly kept_time: { one: Generated<boolean>; ahead_ms: number; last_ms: number | null };
  readonly inbox: {
    id: string;
    ordinal: Generated<number>;
    once: string | null;
    body: Json;
    lent_until: Moment;
    answered_at: Moment;
  };
  readonly outcomes: {
    delivery: string;
    decision: ColumnType<unknown, string | undefined, string>;
    decided_at: Moment;
  };
  readonly messages: {
    subject: string;
    kind: string;
    ordinal: Generated<number>;
    channel: string;
    thread: string | null;
    ts: string | null;
    hash: string;
    pings: Generated<number>;
    begun_at: number | null;
    answer_lost: Generated<boolean>;
  };
  readonly builds: {
    service: string;
    version: string;
    ordinal: Generated<number>;
    commit: string;
    /** Null where it was registered without one. */
    image: string | null;
    build: Json;
    /** Those CI told of later; null for the ones it was registered with. */
    checks: ColumnType<unknown, string | undefined, string>;
  };
  readonly given_images: { product: string; version: string; line: string; image: string };
  readonly ticket_work: { release: string; stage: string; state: Json };
  readonly job_notes: { key: string; revision: number; note: string; written_at: Moment };
  readonly job_outputs: {
    run: string;
    step: number;
    output: string;
    progress: ColumnType<unknown, string | null, string | null>;
    written_at: Moment;
  };
  readonly known_issues: { service: string; fingerprint: string; said_at: number; known: Json };
  readonly seen_errors: {
    service: string;
    version: string;
    fingerprint: string;
    place: number;
    error: Json;
  };
  readonly changelogs: {
    service: string;
    from_version: string;
    to_version: string;
    changelog: Json;
  };
  readonly turns: { release: string; seq: number; at: number; turn: Json };
  readonly readers: { person: string; state: Json };
  readonly soaks: { release: string; state: Json; last: Json; old: Json; written_at: Moment };
  /** As text: so many small numbers take a fourth of the room that jsonb gives them. */
  readonly looks: { release: string; at: number; look: string; taken_at: Moment };
  readonly readings: { release: string; at: number; readings: Json; taken_at: Moment };
};
