import { newBoard } from './board/board.ts';
import { drawOn } from './board/draw.ts';

/** Whether this server can serve, and how long it took to become able to. */
export type Health = { ready(): boolean; smoke(): boolean };

/** A server is ready once its palette of warm caches is filled. */
export function newHealth(): Health {
  const wanted = 1;
  const warm = new Set<string>(['strokes']);
  return {
    ready: () => warm.size >= wanted,
    /** Draws one stroke on a board of its own, as a user would. */
    smoke: () => {
      const board = newBoard('smoke');
      const stroke = {
        id: 'smoke-1',
        tool: 'pen',
        color: '#000000',
        width: 2,
        points: [
          { x: 0, y: 0 },
          { x: 4, y: 3 },
          { x: 8, y: 6 },
        ],
      } as const;
      return drawOn(board, stroke) === 'drawn' && board.strokes.has('smoke-1');
    },
  };
}
