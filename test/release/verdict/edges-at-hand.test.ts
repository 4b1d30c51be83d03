import { expect, it } from 'vitest';
import { edgesOfPast, firstEdges } from '../../../src/release/verdict/edges-at-hand.ts';

const curve = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5].map((edge, at) => ({
  edge,
  beyond: [0.9, 0.5, 0.2, 0.06, 0.01, 0.003, 0.0004][at] ?? 0,
}));

it('counts at the slow end and the next two that enough requests cross', () => {
  expect(firstEdges(curve, 0)).toEqual([0.25, 0.5, 1]);
  expect(firstEdges(curve, 0.3)).toEqual([0.5, 1]);
});

it('takes what is crossed at all where nothing is at the slow end', () => {
  expect(firstEdges(curve, 2)).toEqual([2.5]);
  expect(firstEdges([{ edge: 1, beyond: 0.8 }], 0)).toEqual([1]);
});

it('counts at the first edge that matters where nobody is that slow', () => {
  const fast = curve.map(({ edge }) => ({ edge, beyond: edge < 0.05 ? 0.1 : 0 }));
  expect(firstEdges(fast, 0.05)).toEqual([0.05]);
  expect(firstEdges([], 0.05)).toEqual([]);
});

it('reads of the past what is near the slow end, and the edge before', () => {
  expect(edgesOfPast(curve)).toEqual([0.01, 0.05, 0.1, 0.25, 0.5, 1]);
  const fine = Array.from({ length: 60 }, (_, at) => ({
    edge: (at + 1) / 60,
    beyond: 0.4 - at / 200,
  }));
  const kept = edgesOfPast(fine);
  expect(kept).toHaveLength(16);
  expect([kept[0], kept.at(-1)]).toEqual([1 / 60, 1]);
  expect(edgesOfPast(fine, 3)).toHaveLength(3);
});
