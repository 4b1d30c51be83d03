import type { SignalFacts, SignalResult } from '../../release/state/verdict.ts';
import { serversDown } from '../../release/state/reading.ts';
import { certainText, countedName, countedText } from './counted.ts';
import { figure, figureBeside, withUnit } from './figure.ts';
import { missingText } from './missing.ts';

/** A signal as it is configured; those of Davy itself have a name here. */
export function signalName(signal: string): string {
  return signal === serversDown
    ? 'servers down'
    : signal.includes(':')
      ? countedName(signal)
      : signal;
}

/** What one signal says: `p95 405 ms, 390 on the old servers`. */
export function signalText({ signal, says, facts }: SignalResult): string {
  switch (facts.kind) {
    case 'words':
      return facts.text;
    case 'missing':
      // A source that is silent is the signal itself.
      return facts.why.kind === 'no-answer' && facts.why.system === signal
        ? missingText(facts.why)
        : `${signalName(signal)}: ${missingText(facts.why)}`;
    case 'counted':
      return countedText(says, facts.finding);
    case 'certain':
      return certainText(signal, facts.because);
    case 'measured':
      return measured(signal, says === 'both-bad', facts);
  }
}

function measured(
  signal: string,
  isOldToo: boolean,
  { value, unit, baseline, past, limit, known }: Extract<SignalFacts, { kind: 'measured' }>,
): string {
  const compares = limit.kind === 'worse-by';
  const said = withUnit(compares ? figure(value) : figureBeside(value, limit.value), unit);
  const aside = known > 0 ? ` (and ${known} known, not counted)` : '';
  const old =
    baseline === null
      ? ''
      : `${figure(baseline)} ${past ? 'before users moved' : 'on the old servers'}`;
  const text = `${signalName(signal)} ${said}${aside}`;
  if (compares) return `${text}, ${old}`;
  return `${text}${isOldToo ? ` and ${old}` : ''}, ${limit.kind} ${figure(limit.value)}`;
}
