/**
 * How much CPU something takes on this thread alone (ms), so that a busy machine changes nothing;
 * what takes more than `enough` is tried twice more, and the best counts.
 */
export function cpuMs(act: () => unknown, enough: number): number {
  const once = () => {
    const before = process.threadCpuUsage();
    act();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
  let best = once();
  // Nothing else that this thread does takes ten times as long.
  for (let tries = 0; tries < 2 && best > enough && best < 10 * enough; tries += 1)
    best = Math.min(best, once());
  return best;
}
