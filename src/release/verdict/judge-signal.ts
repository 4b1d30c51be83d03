import { againstAfter, againstStart } from './against.ts';
import { allowedTimes, provenTimes } from './allowance.ts';
import { floorProofAfter, proofAfter, proofStart, provenLog } from './certificate.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { lastLooksAfter } from './last-looks.ts';
import { onsetAfter, onsetStart } from './onset.ts';
import type { Paired } from '../state/judgement.ts';
import { nothingPaired, pairedSum } from './paired.ts';
import { recentAfter } from './recent.ts';
import type { Measure } from './ruler.ts';

/** A signal that is seen for the first time. */
export function signalStart(name: string, measure: Measure, at: number): JudgedSignal {
  return {
    name,
    measure,
    against: againstStart,
    proof: proofStart,
    floorProof: proofStart,
    total: nothingPaired,
    onset: onsetStart(at),
    recent: [],
    lastLooks: [],
    servers: { new: 1, old: 1 },
  };
}

/** What is known of a signal after a look that counted it on both sides. */
export function signalAfter(
  before: JudgedSignal,
  pair: Paired,
  servers: JudgedSignal['servers'],
  time: { readonly from: number; readonly at: number; readonly begins: number },
): JudgedSignal {
  const signal = { ...before, servers };
  const { measure } = signal;
  const allowed = allowedTimes(signal);
  const proof = proofAfter(signal.proof, pair, provenTimes(signal), measure.bunching);
  const floorProof = floorProofAfter(signal.floorProof, pair, measure, 1);
  return {
    ...signal,
    against: againstAfter(signal.against, pair, allowed, measure.bunching, time.begins),
    proof,
    floorProof,
    total: pairedSum(signal.total, pair),
    onset: onsetAfter(signal.onset, time.from, pair, allowed, measure.limit),
    recent: recentAfter(signal.recent, time.at, pair, provenLog({ proof, floorProof })),
    lastLooks: lastLooksAfter(signal.lastLooks, time.at, pair),
  };
}
