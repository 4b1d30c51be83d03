import type { Release } from '../../release/state/release.ts';
import type { KnownSingle } from '../../release/state/single.ts';
import { texts } from '../../texts/texts.ts';
import { section } from '../blocks/blocks.ts';
import type { ContentPart } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';

const say = texts.singles;

/** More lines than this are no help. */
const linesMax = 12;

/** Singletons as they were last seen, from the moment the first of them is swapped. */
export function singlesLines(block_id: string, { singles }: Release): ContentPart {
  if (!singles.some(({ begun }) => begun)) return null;
  const lines = singles.slice(0, linesMax).map((one) => `• ${lineOf(one)}`);
  return section(block_id, [`*${say.head}*`, ...lines].join('\n'));
}

function lineOf({ name, where, state, version, downSince, downMs }: KnownSingle): string {
  const down =
    downSince !== null ? say.downSince(clock(downSince)) : downMs > 0 ? say.wasDown(downMs) : null;
  return say.line(
    esc(name, 40),
    esc(where, 40),
    say.states[state](version && esc(version, 40)),
    down,
  );
}
