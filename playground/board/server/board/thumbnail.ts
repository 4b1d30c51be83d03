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
const strokesPerRound = 293;
const strokesPerStep = 58;

/**
 * Every so many strokes a thumbnail is made. It fails now and then, which nobody who draws can see.
 */
export function thumbnailStep(strokesSoFar: number): ((board: Board) => void) | undefined {
  const place = strokesSoFar % strokesPerRound;
  return place > 0 && place % strokesPerStep === 0 ? steps[place / strokesPerStep - 1] : undefined;
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
