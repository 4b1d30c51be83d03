import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Plant } from './plant.ts';
import { type Asked, liveAll, type Lived, type Tier } from './pool.ts';

/** What came of looking for one planted bug. */
export type Found = {
  readonly name: string;
  readonly seed: number | null;
  readonly violation: string;
};

const here = resolve(import.meta.dirname, '../..');

/** A place where one bug after the other is planted and looked for. */
export type Garden = {
  /** Plants the bug, lives histories until one shows it, and pulls it out again. */
  readonly lookFor: (plant: Plant, asked: Asked) => Promise<Found>;
  readonly close: () => void;
};

/** One copy for all bugs: what is the same for each of them is copied and compiled once. */
export function openGarden(): Garden {
  const room = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const part of ['src', 'commands', 'test/simulation', 'test/support', 'package.json'])
    cpSync(join(here, part), join(room, part), { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(room, 'node_modules'));
  return {
    async lookFor({ name, tier, cuts }, asked) {
      try {
        for (const { file, find, put } of cuts) cut(join(room, 'src', file), find, put);
        return { name, ...(await live(room, tier, asked)) };
      } finally {
        for (const { file } of cuts) cpSync(join(here, 'src', file), join(room, 'src', file));
      }
    },
    close: () => rmSync(room, { recursive: true, force: true }),
  };
}

/** The same histories without any bug planted. */
export function lookForNothing(
  tier: Tier,
  asked: Asked,
): Promise<{ readonly seed: number | null; readonly violation: string }> {
  return live(here, tier, asked);
}

function cut(path: string, find: string, put: string): void {
  const text = readFileSync(path, 'utf8');
  const [place, ...more] = placesOf(text, find);
  if (!place || more.length > 0)
    throw new Error(
      `${path} holds ${more.length + (place ? 1 : 0)} times what is to be cut, not once: ${find}`,
    );
  writeFileSync(path, text.slice(0, place.from) + put + text.slice(place.to));
}

/**
 * Where a piece of code stands in a text, however both are laid out: lines may break between any
 * two words or signs, and the last of several may be followed by a comma.
 */
export function placesOf(
  text: string,
  find: string,
): readonly { readonly from: number; readonly to: number }[] {
  const tokens = find.match(/'[^']*'|`[^`]*`|\w+|[^\w\s]/g) ?? [];
  const pattern = tokens
    .map((token) => (/^[)\]}]$/.test(token) ? ',?\\s*' : '') + RegExp.escape(token))
    .join('\\s*');
  return [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: { length } }) => ({
    from: index,
    to: index + length,
  }));
}

async function live(
  room: string,
  tier: Tier,
  asked: Asked,
): Promise<{ readonly seed: number | null; readonly violation: string }> {
  let found: Lived | undefined;
  const hear = (one: Lived) => {
    if (one.violations.length > 0) found ??= one;
    return found ? 'stop' : 'go on';
  };
  await liveAll(tier, asked, hear, room);
  return { seed: found?.seed ?? null, violation: found?.violations[0] ?? '' };
}
