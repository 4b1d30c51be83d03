import { type PageAbout, pageAbouts } from './page-about.ts';
import type { Release } from './release.ts';

/**
 * The pager folds all pages of one key into one incident, and stored calls hold it: it is made and
 * read here alone and never changes.
 */
export function pageKey({ service, id }: Release, about: PageAbout): string {
  return about === 'rollback' ? `${service}:${id}` : `${service}:${id}:${about}`;
}

/** What a page was for; null where no page has such a key. */
export function pageAbout(key: string): PageAbout | null {
  const [, id, about = 'rollback', ...more] = key.split(':');
  return id === undefined || more.length > 0
    ? null
    : (pageAbouts.find((one) => one === about) ?? null);
}
