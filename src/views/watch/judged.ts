import type { Judgement, SignalFinding } from '../../release/state/judgement.ts';
import type { Reading } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import { isDoubted } from '../../release/state/verdict.ts';
import { texts } from '../../texts/texts.ts';
import { capital } from '../blocks/esc.ts';

/**
 * Where counts judge, rows of what was counted: what both sides show, what is tolerated, and what
 * that proves. Null where limits judge.
 */
export function countedRows(release: Release): readonly (readonly string[])[] | null {
  const judged = release.watch.verdict?.judged;
  if (!judged) return null;
  return judged.findings.map((finding) => {
    const { signal, counted, limit } = finding;
    return [
      capital(texts.counted.name(signal)),
      proofWord(judged, finding),
      texts.counted.share(counted.bad, counted.all),
      texts.counted.share(counted.oldBad, counted.oldAll),
      texts.counted.tolerated(limit),
    ];
  });
}

function proofWord({ page, lacks }: Judgement, { signal, proven }: SignalFinding): string {
  const say = texts.counted.proof;
  if (page?.because.kind === 'worse' && page.because.signal === signal) return say.worse;
  if (lacks.some((lack) => lack.kind === 'doubted' && lack.signal === signal)) return say.doubted;
  return proven >= 1 ? say.proven : say.notYet;
}

/** What a reading says beside them: what is counted has a row of its own. */
export function resultBeside(release: Release, reading: Reading): string | null {
  const { verdict } = release.watch;
  if (!verdict?.judged) return null;
  const say = texts.verdict.result;
  const own = verdict.reasons.filter(({ signal }) => signal === reading.signal);
  if (own.some(({ says }) => says === 'fail')) return say.fail;
  return reading.value === null || own.some(({ says }) => says === 'missing') ? say.none : say.pass;
}

/** The word for a build that nothing speaks against, and the sentences behind it. */
export function judgedWords(
  judged: Judgement,
  reasons: string,
): {
  readonly sign: string;
  readonly word: string;
  readonly short: string;
  readonly because: string;
} {
  const say = texts.verdict;
  if (judged.kind === 'passed') return { sign: ':large_green_circle:', ...say.healthy(reasons) };
  return isDoubted({ judged })
    ? { sign: ':warning:', ...say.doubted(texts.counted.doubts(judged.lacks), reasons) }
    : { sign: ':large_green_circle:', ...say.unproven(reasons) };
}
