import type { Point } from './stroke.ts';

/** Rounds the corners of a stroke, so that a shaky hand looks steady. */
export function smooth(points: readonly Point[]): readonly Point[] {
  if (points.length < 3) return points;
  return points.map((point, i) => {
    const before = points[i - 1] ?? point;
    const after = points[i + 1] ?? point;
    return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 };
  });
}
