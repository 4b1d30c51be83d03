import { nameOf } from '../release/outcome.ts';
import type { Phase, Release } from '../release/release.ts';
import { actButtons } from './act-button.ts';
import { left, percent, span, users } from './amount.ts';
import { actions, context, header, idsOf, link, section } from './blocks.ts';
import { content } from './content.ts';
import { crowdOf, shareOf } from './crowd.ts';
import { dot, esc } from './esc.ts';
import { readinessLine } from './readiness.ts';
import { signalChart, signalTable } from './signals.ts';
import type { Story, WantedMessage } from './story.ts';
import { verdictWords } from './verdict-words.ts';
import { clock, clockSeconds } from './when.ts';

/** The watched time of a pre-release: the verdict first, then the numbers it stands on. */
export function soak(story: Story, release: Release): WantedMessage {
  const { phase, watch, plan } = release;
  const passed = watch.creditedMs >= plan.soakMs && phase.kind !== 'soaking';
  const made = passed ? soakPassed(story, release) : phase.kind === 'soaking' || phase.kind === 'stuck' ? soaking(story, release) : soakEnded(release);
  return { subject: release.id, kind: 'soak', lane: 'slack', place: 'thread', broadcast: false, post: true, content: made };
}

function soaking(story: Story, release: Release) {
  const { watch, plan, rev, countdown, hold } = release;
  const id = idsOf(release.id, 'soak', rev);
  const words = verdictWords(release);
  const remaining = left(plan.soakMs - watch.creditedMs);
  const { moved } = crowdOf(release);
  const share = shareOf(release);
  const history = during(story, release);
  const paused = countdown ? ' :rotating_light: A rollback is pending.' : hold ? ` :double_vertical_bar: *On hold until ${clock(hold.until)}* by ${esc(hold.by.name, 60)}: ${dot(esc(hold.reason, 150))}` : '';
  const headline = `Soaking ${nameOf(release)}: ${words.word.toLowerCase()}, ${remaining} left`;
  return content(`Soak of ${esc(nameOf(release))}: ${words.word.toLowerCase()}, ${remaining} of ${span(plan.soakMs)} left. ${words.because}`, [
    header(id('head'), headline),
    section(id('text'), `${hold || countdown ? '' : `${words.sign} `}*${words.word}.* ${words.because}${paused}`),
    signalChart(id('chart'), release, history, since(release, history)),
    signalTable(id('table'), release, watch.readings),
    section(id('back'), readinessLine(release, story.changelog)),
    actions(id('act'), [...actButtons(story, release, countdown || release.phase.kind === 'stuck' ? [] : ['resume', 'stop', 'roll-back']), link('Open Dashboard', 'dashboard', story.service.dashboard)]),
    context(id('foot'), [
      `${users(moved)}${share === null ? '' : ` (${percent(share)})`}`,
      'only watched time counts',
      watch.measuredAt === null ? 'nothing measured yet' : `updated ${clockSeconds(watch.measuredAt)}`,
    ]),
  ]);
}

/** Over and well: what was seen stays, what could be pressed goes. */
function soakPassed(story: Story, release: Release) {
  const id = idsOf(release.id, 'soak', 0);
  const history = during(story, release);
  const name = nameOf(release);
  const time = span(release.plan.soakMs);
  return content(`Soak of ${esc(name)} passed: ${time} watched.`, [
    header(id('head'), `Soak of ${name} passed`),
    section(id('text'), `:white_check_mark: *Passed.* ${time} watched on ${release.plan.servers === 1 ? '1 server' : `${release.plan.servers} servers`} beside ${esc(release.target?.version ?? 'the live version')}.`),
    signalChart(id('chart'), release, history, since(release, history)),
    signalTable(id('table'), release, history.at(-1)?.readings ?? []),
    context(id('foot'), ['It stays watched until it leaves production']),
  ]);
}

/** Over before its time. The message that ended it says more; this one only stops asking. */
function soakEnded(release: Release) {
  const id = idsOf(release.id, 'soak', 0);
  const { phase, watch, plan } = release;
  const name = nameOf(release);
  const because = 'because' in phase ? esc(phase.because, 200) : 'it went out with a release';
  return content(`Soak of ${esc(name)} ended: ${dot(because)}`, [
    header(id('head'), `Soak of ${name} ended early`),
    section(id('text'), `:leftwards_arrow_with_hook: *Ended after ${span(Math.min(watch.creditedMs, plan.soakMs))} of ${span(plan.soakMs)}*: ${dot(because)}`),
    signalTable(id('table'), release, watch.readings),
    context(id('foot'), [watch.measuredAt === null ? 'Nothing was measured' : `Last measured ${clockSeconds(watch.measuredAt)}`]),
  ]);
}

const still: readonly Phase['kind'][] = ['waiting', 'approved'];

/** What was measured until the soak was over: later numbers belong to later messages. */
function during({ history, release }: Story, { id, at, phase }: Release): Story['history'] {
  const end = Math.min(release?.at ?? Number.POSITIVE_INFINITY, still.includes(phase.kind) && 'since' in phase ? phase.since : Number.POSITIVE_INFINITY);
  return history.filter((entry) => entry.at >= at && entry.at <= end && (entry.release ?? id) === id);
}

function since(release: Release, history: Story['history']): number {
  return history[0]?.at ?? release.at;
}
