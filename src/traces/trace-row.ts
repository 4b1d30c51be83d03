import type { Judgement, Lacks, SignalFinding } from '../release/state/judgement.ts';
import type { JudgedTrace } from './judge-trace.ts';

/** One line of what `npm run judge` prints. */
export type TraceRow = {
  readonly id: string;
  readonly verdict: 'released' | 'rolled-back' | 'paged' | 'asks';
  /** Seconds, on the clock of the trace. */
  readonly at: number;
  readonly why: string;
};

/** How a trace was judged, in one line: whoever wants the numbers finds them in `why`. */
export function traceRow({ id, at, judgement }: JudgedTrace): TraceRow {
  return { id, verdict: verdictIn(judgement), at: at / 1_000, why: whyOf(judgement) };
}

/** A trace that ends before anything is decided asks a person, as the end of the soak does. */
function verdictIn({ kind, page }: Judgement): TraceRow['verdict'] {
  if (kind === 'passed') return 'released';
  // A release's own countdown holds the deadline of a page; a trace that ends before it asks.
  if (kind === 'paged' && page?.surely) return 'paged';
  return kind === 'rolled-back' ? 'rolled-back' : 'asks';
}

function whyOf({ kind, page, lacks, findings }: Judgement): string {
  if (kind === 'passed') return `proven no worse: ${findings.map(counted).join(', ')}`;
  const because = page?.because;
  const lead = findings.find(
    ({ signal }) => because?.kind === 'worse' && because.signal === signal,
  );
  const why = [
    ...(because ? [lead ? `worse: ${counted(lead)}` : because.kind] : []),
    ...(kind === 'rolled-back' ? [] : lacks.map((lack) => lacking(lack, findings))),
  ];
  return why.length > 0 ? why.join('; ') : kind;
}

function lacking(lack: Lacks, findings: readonly SignalFinding[]): string {
  if (!('signal' in lack)) return lack.kind === 'new-error' ? `new error ${lack.group}` : lack.kind;
  const finding = findings.find(({ signal }) => signal === lack.signal);
  if (!finding) return `${lack.kind}: ${lack.signal}`;
  const { leftMs } = finding;
  const left =
    leftMs !== null && leftMs > 0 ? `, about ${Math.ceil(leftMs / 60_000)} min more` : '';
  return `${lack.kind}: ${counted(finding)}${lack.kind === 'unproven' ? left : ''}`;
}

function counted({ signal, counted: { bad, all, oldBad, oldAll }, times }: SignalFinding): string {
  const rate = (bad: number, all: number) => `${((100 * bad) / Math.max(1, all)).toPrecision(2)} %`;
  const own = `${Math.round(bad)} of ${Math.round(all)} (${rate(bad, all)})`;
  return `${signal} ${own}, old ${rate(oldBad, oldAll)}, x${times.toFixed(2)}`;
}
