import type { Stroke } from './stroke.ts';

/** One whiteboard: its strokes in the order they were drawn. */
export type Board = { readonly id: string; readonly strokes: Map<string, Stroke> };

/** An empty board, or one with the strokes the store had. */
export function newBoard(id: string, strokes: readonly Stroke[] = []): Board {
  return { id, strokes: new Map(strokes.map((stroke) => [stroke.id, stroke])) };
}
