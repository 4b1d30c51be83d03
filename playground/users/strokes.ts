import type { Random } from './random.ts';

/** A stroke a user drew, and when it was last sent. */
export type Drawn = { readonly stroke: Stroke; sentAtMs: number };

type Stroke = {
  readonly id: string;
  readonly tool: string;
  readonly color: string;
  readonly width: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

const shortShare = 0.12;

/** Draws something: mostly lines, now and then a dot or a dash, with any of the tools. */
export function newStroke(id: string, random: Random): Stroke {
  const length =
    random() < shortShare ? 1 + Math.floor(random() * 2) : 3 + Math.floor(random() * 6);
  let x = Math.round(random() * 800);
  let y = Math.round(random() * 600);
  const points = Array.from({ length }, () => {
    x += Math.round(random() * 20 - 10);
    y += Math.round(random() * 20 - 10);
    return { x, y };
  });
  const tool =
    (['pen', 'pen', 'pen', 'marker', 'eraser'] as const)[Math.floor(random() * 5)] ?? 'pen';
  return { id, tool, color: '#1f77b4', width: 1 + Math.floor(random() * 4), points };
}
