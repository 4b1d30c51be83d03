import type { Board } from './board.ts';
import { smooth } from './smooth.ts';
import type { Stroke } from './stroke.ts';

/** Puts a stroke on a board. A stroke that came twice is drawn once. */
export function drawOn(board: Board, stroke: Stroke): 'drawn' | 'known' {
  if (board.strokes.has(stroke.id)) return 'known';
  board.strokes.set(stroke.id, { ...stroke, points: smooth(stroke.points) });
  return 'drawn';
}
