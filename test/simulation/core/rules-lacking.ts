import { isOpen } from '../../../src/release/state/release.ts';
import type { Book, Told } from './book.ts';

/** A canary that lacks what everybody has now is replaced at the first look that knows it. */
export function checkLacking(book: Book, { event, decision, release, line }: Told): void {
  if (event.kind !== 'observed' || !release || decision.kind === 'refused') return;
  const { ancestry } = event;
  const { live } = line;
  const isTold = ancestry?.commit === live?.commit && ancestry?.contained === false;
  const isStale = release.target !== null && release.target.version !== live?.version;
  const isSafe =
    book.line.out.has(release.id) ||
    book.line.live === release.build.version ||
    ['stuck', 'rolling-back'].includes(release.phase.kind);
  if (release.kind !== 'prerelease' || line.moving || !isTold || !isStale || isSafe) return;
  const after = decision.release;
  const isOn = after && isOpen(after) && after.phase.kind !== 'rolling-back';
  // Somebody may have to be asked first.
  const isLater = decision.kind === 'moved' && after?.target?.version !== live?.version;
  if (isOn && !isLater)
    book.broken('lacks', `${release.id} goes on without ${live?.version}, which is live`);
}
