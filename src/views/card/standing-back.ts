import type { Line } from '../../release/state/line.ts';
import { isAlarming } from '../../release/state/phase.ts';
import { jobInTheWay } from '../../release/state/job-run.ts';
import { nameOf } from '../../release/state/outcome.ts';
import { howItStands } from '../../release/seen/stands.ts';
import { type Release, thereAgain } from '../../release/state/release.ts';
import type { Because } from '../../release/state/because.ts';
import type { Cause } from '../../release/state/said.ts';
import { texts } from '../../texts/texts.ts';
import { esc } from '../blocks/esc.ts';
import { clock, clockSeconds } from '../blocks/when.ts';
import { becauseWords, saidWords } from '../../texts/because-words.ts';

/** Where a build stands, in the words of its card. The headline is plain, the rest is markup. */
export type Standing = {
  readonly headline: string;
  readonly state: string;
  readonly next: string;
  readonly action: string;
};

/** The state with its sign. The sign stands beside the word, never for it. */
export function signed<T extends { readonly state: string }>(
  sign: string,
  said: T,
): T & { readonly action: string } {
  return { action: '', ...said, state: `:${sign}: ${said.state}` };
}

/** How it ended, in the words of the card, and what is left to do; null while it is open. */
export function ended(release: Release, line: Line): Standing | null {
  const standing = endOf(release, line);
  const back = thereAgain(release).length;
  // Nobody is told that nothing is to be done beside a call to do something.
  return standing && back > 0 ? { ...standing, next: texts.cameBack.next(back) } : standing;
}

function endOf(release: Release, line: Line): Standing | null {
  const { phase, service } = release;
  const name = nameOf(release);
  const back = target(release);
  const say = texts.standing.ended;
  switch (phase.kind) {
    case 'live':
      return signed('white_check_mark', say.live(name, clock(phase.at), release.kind === 'return'));
    case 'carried':
      return signed('white_check_mark', say.carried(name));
    case 'rolled-back':
      return signed(
        'leftwards_arrow_with_hook',
        say.rolledBack(
          name,
          back,
          ...whoAndWhy(phase),
          line.lock?.release === release.id ? service : null,
        ),
      );
    case 'declined':
      return signed('x', say.declined(name, phase.by?.name ?? null, ...whoAndWhy(phase)));
    case 'expired':
      return signed('x', say.expired(name, release.plan.approvalTtlMs));
    case 'replaced':
      return { action: '', ...say.replaced(name, why(phase.because)) };
    case 'stopped':
      return signed('x', say.stopped(name, phase.by?.name ?? null, ...whoAndWhy(phase)));
    case 'cancelled':
      if (release.kind === 'prerelease')
        return signed('x', say.leftLine(name, ...whoAndWhy(phase)));
      return signed('x', say.cancelled(name, ...whoAndWhy(phase)));
    case 'failed':
      return signed('x', say.failed(name, back, why(phase.because)));
    default:
      return null;
  }
}

/** On the way back: an alarm only where nobody wanted it. */
export function rollingBack(release: Release): Standing | null {
  const { phase } = release;
  if (phase.kind !== 'rolling-back') return null;
  const say = texts.standing.back;
  const next = (phase.usersBackAt === null ? say.usersGo : say.usersAre)(
    target(release),
    release.plan.ways.moves,
  );
  const alarm = isAlarming(phase.end);
  const said = alarm
    ? say.alarming(nameOf(release), ...whoAndWhy(phase))
    : say.quietly(nameOf(release), why(phase.because));
  return signed(alarm ? 'rotating_light' : 'leftwards_arrow_with_hook', { ...said, next });
}

/** A rollback is pending and people can still act. */
function underPage(release: Release): Standing | null {
  const { stop } = howItStands(release);
  if (stop?.kind !== 'countdown') return null;
  const { countdown, postponed: last } = stop;
  const name = nameOf(release);
  const say = texts.standing.pending;
  if (last)
    return signed(
      'double_vertical_bar',
      say.postponed(name, clock(countdown.deadline), esc(last.by.name, 40)),
    );
  return signed(
    'rotating_light',
    say.countdown(name, clockSeconds(countdown.deadline), why(countdown.because)),
  );
}

/** Asked for, and starting nothing while somebody's job runs; null where none is in the way. */
export function behindJob(release: Release, line: Line): Standing | null {
  const { phase, kind, service } = release;
  const job = phase.kind === 'requested' && kind !== 'return' ? jobInTheWay(line) : null;
  if (!job) return null;
  const name = nameOf(release);
  const say = texts.standing.pending;
  return signed(
    'hourglass_flowing_sand',
    say.job(name, esc(job.job, 40), service, esc(job.by.name, 40)),
  );
}

/** Where it stands that does not go forward: over, on its way back, or about to be. */
export function notForward(release: Release, line: Line): Standing | null {
  return ended(release, line) ?? rollingBack(release) ?? underPage(release);
}

/** Something a person has to settle; the buttons say how. */
export function stuckStanding(release: Release, because: Because): Standing {
  return signed('rotating_light', texts.standing.pending.stuck(nameOf(release), why(because)));
}

/** Where users go or went back to. */
export function target(release: Release): string {
  return release.target?.version ?? texts.standing.back.unknownTarget;
}

/** Who gave the reason, where a person did, and the reason alone: the name is said once. */
export function whoAndWhy({
  because,
}: Pick<Cause, 'because'>): readonly [who: string | null, because: string] {
  return because.kind === 'said'
    ? [esc(because.who, 60), esc(saidWords(because), 240)]
    : [null, why(because)];
}

function why(because: Because): string {
  return esc(becauseWords(because), 240);
}
