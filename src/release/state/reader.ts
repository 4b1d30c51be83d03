/** What a person is told by direct message, each by choice. */
export type News = 'needs-me' | 'live' | 'rolled-back';

/**
 * Hours in which nothing is sent by direct message, as minutes of the local day; they may pass
 * midnight.
 */
export type Quiet = { readonly from: number; readonly until: number };

/**
 * What one person follows and wants to hear. Nobody has to say anything: the default tells people
 * what is theirs.
 */
export type Reader = {
  readonly person: string;
  /** Names of services and ids of releases. */
  readonly follows: readonly string[];
  readonly tell: readonly News[];
  /** Summaries by direct message, besides those in the channel. */
  readonly daily: boolean;
  readonly weekly: boolean;
  readonly quiet: Quiet | null;
  /** When the Home tab was last opened (clock ms); null before the first time. */
  readonly openedAt: number | null;
  /** The first visit was answered: the greeting never comes again. */
  readonly greeted: boolean;
  /** What the Home tab showed last, so that the same is not sent twice. */
  readonly home: string;
};

/** Somebody who never said anything. */
export function newReader(person: string): Reader {
  return {
    person,
    follows: [],
    tell: ['needs-me', 'live', 'rolled-back'],
    daily: false,
    weekly: false,
    quiet: null,
    openedAt: null,
    greeted: false,
    home: '',
  };
}

/** The most one person can follow: more is a channel. */
export const followsMax = 50;
