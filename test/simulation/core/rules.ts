import type { Book, Told } from './book.ts';
import { checkAuthority } from './rules-authority.ts';
import { checkLook } from './rules-health.ts';
import { checkFleet } from './rules-looks.ts';
import { checkPace } from './rules-pace.ts';
import { checkRefused } from './rules-park.ts';
import { checkDeadline, checkPress, checkResolved } from './rules-time.ts';

/** Everything that is held against one event and what the core made of it. */
export function checkTold(book: Book, told: Told): void {
  checkLook(book, told);
  checkDeadline(book, told);
  checkPress(book, told);
  checkAuthority(book, told);
  checkResolved(book, told);
  checkRefused(book, told);
  checkFleet(book, told);
  checkPace(book, told);
}
