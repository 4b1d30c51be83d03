/** One line somebody drew. The id is the client's, so that a stroke sent twice is one stroke. */
export type Stroke = {
  readonly id: string;
  readonly tool: 'pen' | 'marker' | 'eraser';
  readonly color: string;
  readonly width: number;
  readonly points: readonly Point[];
};

/** A place on the board. */
export type Point = { readonly x: number; readonly y: number };

const tools = ['pen', 'marker', 'eraser'] as const;

/** Reads a stroke from what a client sent; null when it is none. */
export function readStroke(value: unknown): Stroke | null {
  if (!isRecord(value)) return null;
  const { id, color, width, points } = value;
  const tool = tools.find((one) => one === value['tool']);
  if (
    typeof id !== 'string' ||
    id.length > 100 ||
    typeof color !== 'string' ||
    typeof width !== 'number' ||
    tool === undefined
  )
    return null;
  if (
    !Array.isArray(points) ||
    points.length === 0 ||
    points.length > 500 ||
    !points.every(isPoint)
  )
    return null;
  return { id, tool, color, width, points };
}

function isPoint(value: unknown): value is Point {
  return isRecord(value) && typeof value['x'] === 'number' && typeof value['y'] === 'number';
}

/** Whether something is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
