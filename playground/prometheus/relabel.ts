import { ExecutionError, type Point, type Value, vector } from './vector.ts';

/**
 * `label_replace`: where the whole source label matches, the target label is the replacement, in
 * which `$1` is the first group. An empty replacement takes the label away.
 */
export function relabelled(points: readonly Point[], texts: readonly string[]): Value {
  const [target = '', replacement = '', source = '', pattern = ''] = texts;
  const whole = patternOf(pattern);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(target))
    throw new ExecutionError(`invalid destination label name in label_replace(): ${target}`);
  return vector(
    points.map((point) => {
      const found = whole.exec(point.labels[source] ?? '');
      if (!found) return point;
      const text = replacement.replaceAll(
        /\$(\d+)|\$\{(\d+)\}/g,
        (_, bare: string | undefined, braced: string | undefined) =>
          found[Number(bare ?? braced)] ?? '',
      );
      const { [target]: _, ...rest } = point.labels;
      return { ...point, labels: text === '' ? rest : { ...rest, [target]: text } };
    }),
  );
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    throw new ExecutionError(`invalid regular expression in label_replace(): ${pattern}`);
  }
}
