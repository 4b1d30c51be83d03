type Rgba = readonly [number, number, number, number];

/** The colour that lies behind an element, with all that shows through. */
export function ground(node: Element): Rgba {
  const own = colour(getComputedStyle(node).backgroundColor);
  if (own[3] >= 0.999) return own;
  return over(
    own,
    node.parentElement === null
      ? colour(getComputedStyle(document.documentElement).getPropertyValue('--paper'))
      : ground(node.parentElement),
  );
}

const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const known = new Map<string, Rgba>();

/** Any colour the browser can name, as numbers: it is painted and looked at. */
export function colour(css: string): Rgba {
  const before = known.get(css);
  if (before !== undefined) return before;
  if (pen === null) throw new Error('this browser cannot paint');
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
  const read = [r, g, b, a / 255] as const;
  known.set(css, read);
  return read;
}

/** One colour painted over another. */
export function over([r, g, b, a]: Rgba, [r2, g2, b2]: Rgba): Rgba {
  return [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
}

/** How far two colours stand apart, as WCAG counts it: 1 to 21. */
export function contrast(a: Rgba, b: Rgba): number {
  const [low = 0, high = 0] = [light(a), light(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function light([r, g, b]: Rgba): number {
  const [x = 0, y = 0, z = 0] = [r, g, b].map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
