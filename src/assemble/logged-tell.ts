import type { Tell } from '../engine/tell.ts';
import type { Log } from '../ports/log.ts';
import type { Line } from '../release/state/line.ts';
import type { Release } from '../release/state/release.ts';
import { reasonWords } from '../texts/reason-words.ts';
import { lineKey } from '../release/state/keys.ts';
import { becauseWords } from '../texts/because-words.ts';

/**
 * Writes every turn of a release into the log, in the order it was decided: what happened, by whom,
 * and where it stands now.
 */
export function loggedTell(tell: Tell, log: Pick<Log, 'info' | 'warn'>): Tell {
  const stood = new Map<string, string>();
  return async (about, event) => {
    const decision = await tell(about, event);
    const by = 'by' in event && event.by ? { by: event.by.id } : {};
    if (decision.kind === 'refused') {
      if ('by' in event && event.by)
        log.info(
          { ...about, ...by, event: event.kind, code: decision.code },
          `refused: ${reasonWords(decision.because)}`,
        );
      return decision;
    }
    if (decision.kind === 'measured-only') return decision;
    const changed = [decision.release, decision.born].filter((release) => release !== null);
    const turns = [...changed.map(turnOf), lineTurn(decision.line)].filter(
      ({ key, now }) => stood.get(key) !== now,
    );
    for (const { key, now, bad } of turns) {
      stood.set(key, now);
      log[bad ? 'warn' : 'info']({ key, event: event.kind, ...by }, now);
    }
    return decision;
  };
}

function turnOf({ id, service, build, kind, phase, countdown, hold }: Release) {
  const because = 'because' in phase ? `: ${becauseWords(phase.because)}` : '';
  const batch = phase.kind === 'migrating' ? `, batch ${phase.batch + 1}` : '';
  const times = countdown?.postponements.length ?? 0;
  const postponed = times > 0 ? `, postponed ${times} times` : '';
  const page =
    countdown && phase.kind !== 'rolling-back' && phase.kind !== 'rolled-back'
      ? `; users go back unless health returns: ${becauseWords(countdown.because)}${postponed}`
      : '';
  const held = hold ? `; on hold: ${hold.reason}` : '';
  return {
    key: id,
    now: `${service} ${build.version} (${kind}) is ${phase.kind}${batch}${because}${page}${held}`,
    bad: because !== '' || countdown !== null,
  };
}

function lineTurn({ service, live, lock }: Line) {
  const locked = lock ? `, locked: ${becauseWords(lock.reason)}` : '';
  return {
    key: lineKey(service),
    now: `${service}: ${live?.version ?? 'nothing'} is live${locked}`,
    bad: lock !== null,
  };
}
