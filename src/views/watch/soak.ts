import { soakLeft } from '../../release/seen/soak-left.ts';
import { servedBy } from '../../release/state/served-by.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { Phase } from '../../release/state/phase.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { shareOf } from '../../release/state/crowd.ts';
import { heldLine } from '../blocks/held.ts';
import { dot, esc } from '../blocks/esc.ts';
import { readinessLine } from '../card/readiness.ts';
import { signalChart, signalTable } from './signals.ts';
import { dashboardLink } from '../blocks/links.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { verdictWords } from './verdict-words.ts';
import { clockSeconds } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.soak;

/** The watched time of a pre-release: the verdict first, then the numbers it stands on. */
export function soakMessage(facts: ThreadFacts, release: Release): WantedMessage {
  const { phase, watch, plan } = release;
  const passed = watch.creditedMs >= plan.soakMs && phase.kind !== 'soaking';
  const made = passed
    ? soakPassed(facts, release)
    : phase.kind === 'soaking' || phase.kind === 'stuck'
      ? soaking(facts, release)
      : soakEnded(release);
  return {
    subject: release.id,
    kind: 'soak',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: made,
  };
}

function soaking(facts: ThreadFacts, release: Release) {
  const { watch, plan, rev, countdown, hold, phase } = release;
  const id = idsOf(release.id, 'soak', rev);
  const words = verdictWords(release);
  const remaining = soakLeft(release);
  const name = nameOf(release);
  const history = during(facts, release);
  const still = countdown
    ? `\n:rotating_light: ${say.pending}`
    : hold
      ? heldLine(hold, say.held)
      : '';
  const sign = hold || countdown ? '' : `${words.sign} `;
  return content(say.spokenSoaking(esc(name), words.short, remaining, words.because), [
    header(id('head'), say.soaking(name, words.short, remaining)),
    section(id('text'), `${sign}${say.verdict(words.word, words.because)}${still}`),
    signalChart(id('chart'), release, history, since(release, history)),
    signalTable(id('table'), release, watch.readings),
    section(id('back'), readinessLine(release, facts.changelog)),
    actions(id('act'), [
      ...actButtons(
        facts,
        release,
        countdown || phase.kind === 'stuck' ? [] : ['accept', 'resume', 'stop', 'roll-back'],
        ['roll-back', 'danger'],
      ),
      dashboardLink(facts),
    ]),
    context(id('foot'), [
      say.crowd(servedBy(release), shareOf(release)),
      say.clock(plan.soakMs),
      watch.measuredAt === null ? say.unmeasured : say.updated(clockSeconds(watch.measuredAt)),
    ]),
  ]);
}

/** Over and well: what was seen stays, what could be pressed goes. */
function soakPassed(facts: ThreadFacts, release: Release) {
  const id = idsOf(release.id, 'soak', 0);
  const history = during(facts, release);
  const name = nameOf(release);
  const { soakMs, servers } = release.plan;
  const target = esc(release.target?.version ?? say.liveVersion);
  return content(say.spokenPassed(esc(name), soakMs), [
    header(id('head'), say.passed(name)),
    section(
      id('text'),
      `:white_check_mark: ${say.passedText(soakMs, servers, target)}${withoutProof(release)}`,
    ),
    signalChart(id('chart'), release, history, since(release, history)),
    signalTable(id('table'), release, history.at(-1)?.readings ?? []),
    context(id('foot'), [say.staysWatched]),
  ]);
}

/** Whoever let it go on without proof stands beside what was watched. */
function withoutProof({ waived }: Release): string {
  return waived ? ` ${say.withoutProof(esc(waived.by.name), esc(waived.reason))}` : '';
}

/** Over before its time. The message that ended it says more; this one only stops asking. */
function soakEnded(release: Release) {
  const id = idsOf(release.id, 'soak', 0);
  const { phase, watch, plan } = release;
  const name = nameOf(release);
  const because = dot('because' in phase ? esc(becauseWords(phase.because), 200) : say.wentOut);
  const watchedMs = Math.min(watch.creditedMs, plan.soakMs);
  return content(say.spokenEnded(esc(name), because), [
    header(id('head'), say.ended(name)),
    section(
      id('text'),
      `:leftwards_arrow_with_hook: ${say.endedText(watchedMs, plan.soakMs, because)}`,
    ),
    signalTable(id('table'), release, watch.readings),
    context(id('foot'), [
      watch.measuredAt === null
        ? say.nothingMeasured
        : say.lastMeasured(clockSeconds(watch.measuredAt)),
    ]),
  ]);
}

const still: readonly Phase['kind'][] = ['waiting', 'approved'];

/** What was measured until the soak was over: later numbers belong to later messages. */
function during(
  { history, release }: ThreadFacts,
  { id, at, phase }: Release,
): ThreadFacts['history'] {
  const end = Math.min(
    release?.at ?? Number.POSITIVE_INFINITY,
    still.includes(phase.kind) && 'since' in phase ? phase.since : Number.POSITIVE_INFINITY,
  );
  return history.filter(
    (entry) => entry.at >= at && entry.at <= end && (entry.release ?? id) === id,
  );
}

function since(release: Release, history: ThreadFacts['history']): number {
  return history[0]?.at ?? release.at;
}
