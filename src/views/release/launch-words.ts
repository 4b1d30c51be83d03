import { noCapacity } from '../../release/servers/launch-refused.ts';
import { sparesOf } from '../../release/servers/spares.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';

const say = texts.launch;

/** What goes wrong while servers are started, beside how many are ready; empty where nothing. */
export function launchWords(release: Release): readonly string[] {
  const spares = sparesOf(release);
  const full = noCapacity(release);
  return [
    ...(spares.dead > 0 ? [say.deadSpares(spares.dead, spares.of)] : []),
    ...(full ? [say.noRoom(full.servers, full.tries, full.said)] : []),
  ];
}
