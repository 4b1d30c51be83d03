import { type Peer, sumsOf } from './peer.ts';

/** As Argo Rollouts documents its success rate: 95 % over five minutes, failing three times. */
const leastSuccess = 0.95;
const everyMs = 5 * 60_000;
const mostFailures = 3;

/** A limit on a gauge: what is under it is health, however little was counted. */
export function thresholds(): Peer {
  let [bad, all, since, failures] = [0, 0, 0, 0];
  return {
    rollsBack: (look) => {
      const sum = sumsOf(look, (signal) => signal === 'errors');
      bad += sum?.bad ?? 0;
      all += sum?.all ?? 0;
      if (look.at - since < everyMs) return false;
      if (all > 0 && 1 - bad / all < leastSuccess) failures += 1;
      [bad, all, since] = [0, 0, look.at];
      return failures > mostFailures;
    },
    atEnd: () => 'released',
  };
}
