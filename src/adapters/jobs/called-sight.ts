import { UpstreamError } from '../../ports/errors.ts';
import type { JobSight } from '../../ports/jobs.ts';
import { timing } from '../../time/timing.ts';
import type { SentPage } from './book.ts';
import type { CalledPlace, SeenRun } from './called-place.ts';
import { kept, openProgress } from './kept.ts';

/** Nobody takes a call for lost before its deadline has passed, with what timers may be late. */
const callOutMs = timing.callDeadlineMs + timing.marginMs;

/** As a shell reports a process that was told to end. */
const stoppedCode = 143;

/**
 * How a run stands that was sent, and that the place does not show. `never`: it was stopped, and
 * would be shown by now if it had begun.
 */
export function missing(
  place: CalledPlace,
  page: SentPage,
  doing: string,
  now: number,
): JobSight | 'never' {
  const isUnseen = place.find !== null && now - page.sentAt >= place.visibleMs;
  if (page.accepted)
    return isUnseen || place.find === null
      ? { state: 'lost', output: '', progress: null }
      : { state: 'running', output: '', progress: null };
  if (isUnseen) return page.stop ? 'never' : { state: 'none' };
  if (place.isRepeatable && !page.stop) return { state: 'none' };
  if (place.find !== null || now - page.sentAt < callOutMs)
    throw notStarted(place, page, doing, now);
  return { state: 'lost', output: '', progress: null };
}

/** Says how long it is until anybody can know, and what then happens. */
export function notStarted(
  { system, find, visibleMs }: CalledPlace,
  { sentAt }: SentPage,
  doing: string,
  now: number,
): UpstreamError {
  const leftS = Math.max(0, Math.ceil((sentAt + visibleMs - now) / 1_000));
  const why = find
    ? `no answer came; it would be shown within ${leftS} s, and nothing is sent again before`
    : 'no answer came, and nothing can be looked for: it is not sent again';
  return new UpstreamError(system, doing, { cause: new Error(why), unknown: true });
}

/** What the place says, in the words of the port. */
export function endOfRun(
  { cancel, visibleMs }: CalledPlace,
  seen: SeenRun,
  {
    stop,
    age,
    hide,
  }: {
    readonly stop: SentPage['stop'];
    readonly age: number;
    readonly hide: (text: string) => string;
  },
): JobSight {
  const progress = openProgress(seen.progress, hide);
  const isHeld = stop !== null && cancel === null;
  const output = shown(isHeld ? `${seen.output}\n${cannotStop}`.trimStart() : seen.output, hide);
  switch (seen.state) {
    case 'running':
      return { state: 'running', output, progress };
    case 'gone':
      // What has just begun is not everywhere yet.
      return { state: age < visibleMs ? 'running' : 'lost', output, progress };
    case 'ended': {
      const isLate = stop === 'timeout' || (stop === null && seen.isLate === true);
      const how = isLate ? 'timeout' : 'stopped';
      return seen.isStopped
        ? { state: 'ended', code: stoppedCode, how, output, progress }
        : { state: 'ended', code: seen.code, how: 'exit', output, progress };
    }
  }
}

const cannotStop = 'Davy cannot stop it: davy.yml names no call for that. It runs to its own end.';

/** As much as is kept of each end, before secrets are taken out. */
const partMost = 102_400;

function shown(text: string, hide: (text: string) => string): string {
  const isWhole = text.length <= 2 * partMost;
  return isWhole
    ? kept({ first: null, last: text, cut: false }, hide)
    : kept({ first: text.slice(0, partMost), last: text.slice(-partMost), cut: true }, hide);
}
