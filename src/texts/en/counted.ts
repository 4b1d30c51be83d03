import type {
  Judgement,
  Lacks,
  PageBecause,
  SignalFinding,
} from '../../release/state/judgement.ts';
import type { SignalResult } from '../../release/state/verdict.ts';
import { count, span } from './amount.ts';
import { figure } from './figure.ts';

/** A counted signal as people call it; any other name stands as it is. */
export function countedName(signal: string): string {
  const [head = '', ...rest] = signal.split(':');
  const of = rest.join(':');
  switch (head) {
    case 'errors':
      return 'failed requests';
    case 'latency':
      return of === '' ? 'slow requests' : `requests slower than ${seconds(Number(of))}`;
    case 'endpoint':
      return `failed requests of ${of}`;
    case 'sessions':
      return 'users who left';
    default:
      return signal;
  }
}

function seconds(edge: number): string {
  return edge < 1 ? `${figure(edge * 1_000)} ms` : `${figure(edge)} s`;
}

/**
 * What was counted on both sides, and what that proves: `failed requests 1.2% (26 of 2,113), 0.27%
 * on the old servers: 4.6 times as many, which chance does once in 600 soaks`.
 */
export function countedText(says: SignalResult['says'], finding: SignalFinding): string {
  const { signal, counted } = finding;
  const { bad, all, oldBad, oldAll } = counted;
  if (all <= 0) return `${countedName(signal)}: nothing counted yet`;
  const rates =
    `${countedName(signal)} ${share(bad, all)} (${whole(bad)} of ${whole(all)}), ` +
    `${share(oldBad, oldAll)} on the old servers`;
  return `${rates}: ${says === 'fail' ? odds(finding) : proof(finding)}`;
}

function odds({ times, onceIn }: SignalFinding): string {
  return `${figure(times)} times as many, which chance does once in ${whole(onceIn)} soaks`;
}

function proof({ proven, leftMs }: SignalFinding): string {
  if (proven >= 1) return 'no worse, proven';
  if (proven < 0.01) return 'no worse so far';
  const so = `no worse so far, ${Math.floor(100 * proven)}% proven`;
  return leftMs === null || leftMs <= 0 ? so : `${so}, about ${span(leftMs)} to go`;
}

/** One side of the table: `1.2% of 2,113`. */
function sideText(bad: number, all: number): string {
  return all > 0 ? `${share(bad, all)} of ${whole(all)}` : '';
}

/** What stands against a build without proof, in whole sentences. */
function doubtsText(lacks: readonly Lacks[]): string {
  const said = lacks.flatMap((lack) => {
    switch (lack.kind) {
      case 'new-error':
        return [`Several people met a new error (${lack.group}).`];
      case 'leaving':
        return ['Fewer users stay on it than on old servers.'];
      case 'leaking':
        return ['Its memory grows steadily.'];
      case 'doubted':
        return lack.signal === '' ? ['All signals together speak against it.'] : [];
      case 'time':
      case 'users':
      case 'unproven':
      case 'unheard':
      case 'lately':
        return [];
    }
  });
  return said.join(' ');
}

/** What counts would say where they only rehearse, in one sentence beside the verdict. */
function rehearsedText({ page, missing, kind, findings }: Judgement): string {
  const because = page?.because;
  if (because) {
    const lead = findings.find(
      ({ signal }) => because.kind === 'worse' && because.signal === signal,
    );
    const why = lead ? countedText('fail', lead) : certainText('Sentry', because);
    return `Counts would call people: ${why}.`;
  }
  if (missing.length > 0)
    return `Counts could not tell: ${missing.map(countedName).join(', ')} missing.`;
  if (kind === 'passed') return 'Counts would let it pass: no worse, proven.';
  return kind === 'asks'
    ? 'Counts would ask a person: too little is proven.'
    : 'Counts would go on watching: not all is proven yet.';
}

/** What cards say of counts. */
export const countedTexts = {
  name: countedName,
  share: sideText,
  /** How many times as bad as the old servers is borne. */
  tolerated: (times: number) => `up to ${figure(times)}x`,
  doubts: doubtsText,
  rehearsed: rehearsedText,
  proof: { proven: 'No worse', notYet: 'Not yet', worse: 'Worse', doubted: 'In doubt' },
};

function share(bad: number, all: number): string {
  return all > 0 ? `${figure((100 * bad) / all)}%` : 'nothing';
}

function whole(value: number): string {
  return count(Math.round(value));
}

/** What needs no counting to be certain. `name` is what shows it. */
export function certainText(name: string, because: PageBecause): string {
  switch (because.kind) {
    case 'new-error':
      return `${name}: a new error that several people met (${because.group})`;
    case 'crash-loop':
      return 'its servers start again and again';
    case 'leak':
      return 'its memory grows steadily, which no old server shows';
    case 'worse':
      return `${countedName(because.signal)}: surely worse`;
  }
}
