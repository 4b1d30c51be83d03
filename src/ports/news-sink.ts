import type { NewsKind } from '../release/state/news.ts';
import type { Person } from '../release/state/people.ts';
import type { Release } from '../release/state/release.ts';

/** Something that happened to a build, for people and programs outside. */
export type NewsItem = {
  /** The hash of the event: whoever hears twice knows by it that it is the same. */
  readonly id: string;
  readonly what: NewsKind;
  /** Real ms. */
  readonly at: number;
  /** Of which pre-release, release or return. */
  readonly of: Pick<Release, 'id' | 'kind' | 'build' | 'target'>;
  /** Who did it, where a person did. */
  readonly by: Person | null;
  /** Where Slack shows it; null where that is not known. */
  readonly link: string | null;
};

/** A refusal is for good: nobody would take this item another time. */
export type NewsAnswer =
  { readonly kind: 'taken' } | { readonly kind: 'refused'; readonly why: string };

/** Whoever is told what happened; each call throws `UpstreamError`. */
export type NewsSink = {
  /** An item may be told twice: its id says so. */
  tell(item: NewsItem): Promise<NewsAnswer>;
};
