/**
 * Orders releases as Sentry does: `package@1.2.3` by semantic version; anything else counts as
 * newer unless equal.
 */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  if (a === b) return 0;
  if (left === undefined || right === undefined) return 1;
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(release: string): readonly number[] | undefined {
  const found = /^(?:.*@)?(\d+)\.(\d+)(?:\.(\d+))?/.exec(release);
  return found?.slice(1).map((part) => Number(part ?? 0));
}
