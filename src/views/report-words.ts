import type { Figures } from '../summary/figures.ts';
import type { Part as Spending } from '../summary/stays.ts';
import type { Summary } from '../summary/summary.ts';
import { amount, count, many, span } from './amount.ts';
import { capital } from './esc.ts';

/** The one sentence a director can repeat, and what is worth adding to it. */
export function leadOf(summary: Summary): { readonly first: string; readonly more: string } {
  const { now, was, period, waiting, held } = summary;
  const first = now.live + now.rolledBack === 0 ? `No release reached users ${stretch(period.span)}.` : `${reached(now)}, ${now.rolledBack === 0 ? 'none was rolled back' : `${many(now.rolledBack, 'was', 'were')} rolled back`}.`;
  const stopped = now.stopped.builds === 0 ? null : `${many(now.stopped.builds, 'bad build')} went back from ${now.stopped.builds === 1 ? 'its canary' : 'their canaries'}${now.stopped.spared > 0 ? `: ${many(now.stopped.spared, 'user')} never met ${now.stopped.builds === 1 ? 'it' : 'them'}` : ''}.`;
  const slow = grew(now.waitingMs, was.waitingMs) ? `Approval waits grew: ${span(now.waitingMs ?? 0)}, was ${span(was.waitingMs ?? 0)}.` : null;
  const open = period.span === 'today' || waiting + held > 0 ? `${waiting === 0 ? 'Nothing waits' : `${count(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`} for approval${held === 0 ? '.' : `, ${count(held)} on hold.`}` : null;
  return { first, more: [stopped, slow, open].filter((one) => one !== null).join(' ') };
}

function reached({ live }: Figures): string {
  return live === 0 ? 'No release reached all users' : `${many(live, 'release')} reached all users`;
}

function stretch(span: Summary['period']['span']): string {
  return { today: 'today', week: 'in these 7 days', month: 'in these 4 weeks' }[span];
}

/** Half as long again, and by more than five minutes: less is the weather. */
function grew(now: number | null, was: number | null): boolean {
  return now !== null && was !== null && now > was * 1.5 && now - was > 5 * 60_000;
}

/** Every number beside the same number of the period before. */
export function factsOf({ now, was }: Summary): readonly (readonly [string, string])[] {
  return [
    ['Releases', `${count(now.live)}${now.live === was.live ? ', as many as before' : `, was ${count(was.live)}`}`],
    [`${now.lead?.from === 'merge' ? 'Merge' : 'Build'} to users (median)`, compared(now.lead?.ms ?? null, now.lead?.from === was.lead?.from ? (was.lead?.ms ?? null) : null, span)],
    ['Change fail rate', `${rate(now)}${was.live + was.rolledBack === 0 ? '' : `, was ${percent(was)}`}`],
    ['Recovery time (median)', now.recoveryMs === null && now.failed === 0 ? `Nothing to recover from${was.recoveryMs === null ? '' : `, was ${span(was.recoveryMs)}`}` : compared(now.recoveryMs, was.recoveryMs, span)],
    ['Unplanned fix releases', now.fixes === null ? 'Unknown: no changelog' : `${count(now.fixes)} of ${count(now.live + now.rolledBack)}${was.fixes === null ? '' : `, was ${count(was.fixes)}`}`],
    ['Waiting for approval (median)', compared(now.waitingMs, was.waitingMs, span)],
    ['On hold', compared(now.heldMs, was.heldMs, span)],
    ['Users affected', compared(now.harmedMinutes, was.harmedMinutes, (minutes) => many(minutes, 'user minute'))],
    ['Stopped at the canary', compared(now.stopped.builds, was.stopped.builds, (builds) => many(builds, 'build'))],
    ['Noise', now.noise ? `${amount(tenth(now.noise.messages))} messages and ${amount(tenth(now.noise.pings))} pings per release` : 'No release, no noise'],
  ];
}

function compared(now: number | null, was: number | null, say: (value: number) => string): string {
  const shown = now === null || now === 0 ? 'None' : say(now);
  return was === null ? shown : `${shown}, was ${was === 0 ? 'none' : say(was)}`;
}

function rate(figures: Figures): string {
  const all = figures.live + figures.rolledBack;
  return all === 0 ? 'None' : `${percent(figures)} (${count(figures.failed)} of ${count(all)})`;
}

function percent({ failed, live, rolledBack }: Figures): string {
  return `${tenth((100 * failed) / Math.max(1, live + rolledBack))}%`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

const spendings: Readonly<Record<Spending, string>> = {
  starting: 'starting servers', soaking: 'soaking', waiting: 'waiting for approval', 'in-line': 'waiting for its turn', moving: 'moving users', watching: 'watching everyone',
  retiring: 'retiring old servers', held: 'on hold', stuck: 'stuck', 'rolling-back': 'rolling back',
};

/** Where the time of a release went, longest first; nothing where nothing was released. */
export function spentWords({ now }: Summary): string | null {
  const longest = now.spent.toSorted((a, b) => b.ms - a.ms).slice(0, 6);
  return longest.length === 0 ? null : capital(longest.map(({ part, ms }) => `${spendings[part]} ${span(ms)}`).join(' · '));
}
