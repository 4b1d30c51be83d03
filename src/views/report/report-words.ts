import type { Figures } from '../../summary/figures.ts';
import type { Summary } from '../../summary/summary.ts';
import { texts } from '../../texts/texts.ts';

const say = texts.report;

/** The one sentence a director can repeat, and what is worth adding to it. */
export function leadOf(summary: Summary): { readonly first: string; readonly more: string } {
  const { now, was, period, waiting, held, items, broken } = summary;
  const back = now.rolledBack + items.filter(({ outcome }) => outcome === 'taken-back').length;
  // What hurt users is told of: nobody reads beside it that nothing was rolled back.
  const isUnharmed = broken.length === 0 && (now.harmedMinutes ?? 0) === 0;
  const first =
    now.live + now.rolledBack === 0
      ? say.lead.none[period.span]
      : say.lead.reached(now.live, back === 0 && !isUnharmed ? null : back);
  const stopped =
    now.stopped.builds === 0 ? null : say.lead.stopped(now.stopped.builds, now.stopped.spared);
  const slow = grew(now.waitingMs, was.waitingMs)
    ? say.lead.slow(period.span, now.waitingMs ?? 0, was.waitingMs ?? 0)
    : null;
  const open = period.span === 'today' || waiting + held > 0 ? say.lead.open(waiting, held) : null;
  return { first, more: [stopped, slow, open].filter((one) => one !== null).join(' ') };
}

/** Half as long again, and by more than five minutes: less is the weather. */
function grew(now: number | null, was: number | null): boolean {
  return now !== null && was !== null && now > was * 1.5 && now - was > 5 * 60_000;
}

/** Every number beside the same number of the period before. */
export function factsOf({
  now,
  was,
  period: { span },
}: Summary): readonly (readonly [string, string])[] {
  const { facts } = say;
  return [
    facts.releases(span, now.live, was.live),
    facts.lead(
      span,
      now.lead?.from === 'merge',
      now.lead?.ms ?? null,
      now.lead?.from === was.lead?.from ? (was.lead?.ms ?? null) : null,
    ),
    facts.failRate(
      span,
      ended(now) === 0 ? null : { percent: percent(now), failed: now.failed, all: ended(now) },
      ended(was) === 0 ? null : percent(was),
    ),
    now.recoveryMs === null && now.failed === 0
      ? facts.noRecovery(span, was.recoveryMs)
      : facts.recovery(span, now.recoveryMs, was.recoveryMs),
    now.fixes === null
      ? facts.noFixes(ended(now))
      : facts.fixes(span, now.fixes, ended(now), was.fixes),
    facts.waiting(span, now.waitingMs, was.waitingMs),
    facts.held(span, now.heldMs, was.heldMs),
    facts.harmed(span, now.harmedMinutes, was.harmedMinutes),
    facts.stopped(span, now.stopped.builds, was.stopped.builds),
    now.noise ? facts.noise(tenth(now.noise.messages), tenth(now.noise.pings)) : facts.noNoise,
  ];
}

/** What canaries and spares took, where there were any in this period or in the one before. */
export function serverFactsOf({
  now,
  was,
  period: { span },
}: Summary): readonly (readonly [string, string])[] {
  const { facts } = say;
  const hours = (of: (figures: Figures) => number) => [of(now) / hourMs, of(was) / hourMs] as const;
  const kinds = [
    { fact: facts.canaries, hours: hours(({ servers }) => servers.canaryMs) },
    { fact: facts.spares, hours: hours(({ servers }) => servers.spareMs) },
  ];
  return kinds.flatMap(({ fact, hours: [took, before] }) =>
    took || before ? [fact(span, took, before)] : [],
  );
}

const hourMs = 3_600_000;

function ended({ live, rolledBack }: Figures): number {
  return live + rolledBack;
}

function percent(figures: Figures): number {
  return tenth((100 * figures.failed) / Math.max(1, ended(figures)));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Where the time of a release went, longest first; nothing where nothing was released. */
export function spentWords({ now }: Summary): string | null {
  const longest = now.spent.toSorted((a, b) => b.ms - a.ms).slice(0, 6);
  return longest.length === 0
    ? null
    : say.spentOn(longest.map(({ part, ms }) => [say.spending[part], ms] as const));
}
