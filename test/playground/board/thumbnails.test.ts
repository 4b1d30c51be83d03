import { expect, it } from 'vitest';
import { newBoard } from '../../../playground/board/server/board/board.ts';
import { newThumbnails } from '../../../playground/board/server/board/thumbnail.ts';

const board = newBoard('b');

function errorsIn(thumbnails: ReturnType<typeof newThumbnails>, strokes: number): string[] {
  const names: string[] = [];
  for (let stroke = 0; stroke < strokes; stroke += 1)
    try {
      thumbnails.drawn(board);
    } catch (error) {
      names.push(error instanceof Error ? error.name : '');
    }
  return names;
}

it('thumbnails fail once in so many strokes, at each step in turn', () => {
  const names = errorsIn(newThumbnails(200), 1_000);
  expect(names).toHaveLength(5);
  expect(new Set(names).size).toBe(5);
});

it('thumbnails of young servers fail neither all at once nor never', () => {
  const young = Array.from({ length: 400 }, () => errorsIn(newThumbnails(200), 20).length);
  const failed = young.filter((count) => count > 0).length;
  expect(failed).toBeGreaterThan(5);
  expect(failed).toBeLessThan(150);
});
