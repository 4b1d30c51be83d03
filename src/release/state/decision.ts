import type { GivenImage } from './image.ts';
import type { KnownIssue } from './known-issue.ts';
import type { Line } from './line.ts';
import type { NewsKind } from './news.ts';
import type { Reason } from './reason.ts';
import type { PageWords } from './remembered.ts';
import type { Release } from './release.ts';

/** Kinds of work; none waits for another. */
export const lanes = [
  'page',
  'clock',
  'world',
  'watch',
  'slack',
  'tickets',
  'jobs',
  'deploys',
  'news',
] as const;

/** One of these kinds. */
export type Lane = (typeof lanes)[number];

/**
 * Of these a rollback takes nothing back that waits: people are called, and what happened is told.
 */
export const keptLanes: readonly Lane[] = ['page', 'news'];

/**
 * What must be done once, in order within its lane. Imperative, and safe to do twice. `world` and
 * `slack` have none: they compare what is wanted with what is there.
 */
export type Effect =
  | (PageWords & {
      readonly lane: 'page';
      readonly kind: 'page';
      /** Nobody answered the first time. */ readonly again?: true;
    })
  | { readonly lane: 'page'; readonly kind: 'resolve-page'; readonly key: string }
  /**
   * Looks what would become of the tickets; finishes them; says on each that its change was taken
   * back.
   */
  | { readonly lane: 'tickets'; readonly kind: 'plan-tickets' | 'finish-tickets' | 'tell-tickets' }
  /**
   * Has the error tracker know the build before its errors come; keeps there that its canary, or
   * everybody, has it now; that the build before it serves again.
   */
  | {
      readonly lane: 'deploys';
      readonly kind: 'register-build' | 'record-canary' | 'record-live' | 'record-way-back';
    }
  /** Tells whoever listens of the event of this number in the stream of the release. */
  | { readonly lane: 'news'; readonly kind: 'tell'; readonly news: NewsKind; readonly seq: number };

/** What comes of an event. */
export type Decision =
  | {
      readonly kind: 'moved';
      readonly line: Line;
      readonly release: Release | null;
      /** A release that this event brought into being. */
      readonly born: Release | null;
      readonly effects: readonly Effect[];
      /** A rollback was decided: forward effects still waiting are void. */
      readonly supersedes: boolean;
      /** Words on errors, stored beside: they outlive this release. */
      readonly known?: readonly KnownIssue[];
      /** Images that builds got, stored beside: a build keeps what it was given. */
      readonly given?: readonly GivenImage[];
    }
  /** Only what was measured changed: the state is stored, no event is recorded. */
  | { readonly kind: 'measured-only'; readonly line: Line; readonly release: Release }
  | Refusal;

/** Nothing changed. `code` is for the way out that a reply offers, `because` for its wording. */
export type Refusal = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly because: Reason;
};

/** Every way to say no, so that replies can offer the right way out. */
export type RefusalCode =
  | 'not-entitled'
  | 'own-release'
  | 'already-approved'
  | 'stale'
  | 'already-decided'
  | 'too-late'
  | 'locked'
  | 'frozen'
  | 'moving'
  | 'barred'
  | 'already-running'
  | 'not-alone'
  | 'is-live'
  | 'older'
  | 'image-missing'
  | 'checks-failed'
  | 'not-approved'
  | 'not-soaked'
  | 'unhealthy'
  | 'undecided'
  | 'no-target'
  | 'no-such-release'
  | 'roster-unknown'
  | 'no-countdown'
  | 'no-postponement-left'
  | 'not-held'
  | 'not-now'
  | 'nothing-to-do';
