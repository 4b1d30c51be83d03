import { logSum } from './log-sum.ts';
import { roleOfSignal, type SignalRole } from './signal-role.ts';

/** How much each kind of signal has to say; signals of one kind share it. */
const weights: Readonly<Record<SignalRole, number>> = {
  errors: 0.4,
  latency: 0.35,
  endpoint: 0.1,
  sentry: 0.1,
  sessions: 0.1,
  restarts: 0.05,
  other: 0.1,
};

/**
 * What all signals together say against a build, as a logarithm. An average of bets is a bet, so
 * ten signals raise no more false alarms than one; what is missing leaves its weight to the rest.
 */
export function combinedLog(
  signals: readonly { readonly name: string; readonly log: number }[],
): number {
  const shares = sharesOf(signals.map(({ name }) => name));
  return logSum(signals.map(({ name, log }) => log + Math.log(shares.get(name) ?? 0)));
}

/** What each signal weighs; all together weigh 1. */
export function sharesOf(names: readonly string[]): ReadonlyMap<string, number> {
  const many = new Map<SignalRole, number>();
  for (const name of names) {
    const role = roleOfSignal(name);
    many.set(role, (many.get(role) ?? 0) + 1);
  }
  let whole = 0;
  for (const role of many.keys()) whole += weights[role];
  return new Map(
    names.map((name) => {
      const role = roleOfSignal(name);
      return [name, weights[role] / (many.get(role) ?? 1) / whole];
    }),
  );
}
