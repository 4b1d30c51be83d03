import type { Board } from './board.ts';

class PaletteError extends Error {
  override readonly name = 'PaletteError';
}
class FontError extends Error {
  override readonly name = 'FontError';
}
class CropError extends Error {
  override readonly name = 'CropError';
}
class EncodeError extends Error {
  override readonly name = 'EncodeError';
}
class CacheError extends Error {
  override readonly name = 'CacheError';
}

const steps = [quantise, label, crop, encode, keep];

/**
 * Makes a thumbnail now and then, of which one in so many strokes fails, each time at another step;
 * nobody who draws can see it. Every server begins somewhere else, so that a young one fails as
 * rarely as an old one.
 */
export function newThumbnails(strokesPerError: number): { drawn(board: Board): void } {
  let strokes = Math.floor(Math.random() * strokesPerError * steps.length);
  return {
    drawn(board) {
      strokes += 1;
      if (strokes % strokesPerError === 0)
        steps[(strokes / strokesPerError) % steps.length]?.(board);
    },
  };
}

function quantise(board: Board): void {
  throw new PaletteError(`more than 16 colours on one thumbnail of ${board.strokes.size} strokes`);
}

function label(): void {
  throw new FontError('no glyph for U+1F58C');
}

function crop(): void {
  throw new CropError('the crop is larger than the picture');
}

function encode(): void {
  throw new EncodeError('the encoder asked for a second pass');
}

function keep(): void {
  throw new CacheError('the thumbnail cache is full');
}
