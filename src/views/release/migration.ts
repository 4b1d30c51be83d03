import { howItStands } from '../../release/seen/stands.ts';
import { nameOf } from '../../release/state/outcome.ts';
import { isOpen, type Release, thereAgain } from '../../release/state/release.ts';
import { isBeforeUsers } from '../../release/approval/take-back.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import { lessThanAll } from '../../release/state/crowd.ts';
import { actButtons } from '../blocks/act-button.ts';
import { names } from '../approval/approval.ts';
import { batchTable } from './batch-table.ts';
import { actions, context, factFields, header, idsOf, section } from '../blocks/blocks.ts';
import { content, type ContentPart } from '../blocks/content.ts';
import { crowdChart } from './crowd-chart.ts';
import { heldLine } from '../blocks/held.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { launchWords } from './launch-words.ts';
import { meterFacts, paceWords, reconnectWords } from './meter.ts';
import { readinessLine } from '../card/readiness.ts';
import { behindJob, ended, rollingBack } from '../card/standing-back.ts';
import { movedOf, releaseStanding } from '../card/standing-release.ts';
import { singlesLines } from './singles.ts';
import { dashboardLink } from '../blocks/links.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { type VerdictWords, verdictWords } from '../watch/verdict-words.ts';
import { clock, clockSeconds } from '../blocks/when.ts';

const say = texts.fleet;

/** How the whole fleet moves: users first, batch by batch. */
export function migrationMessage(facts: ThreadFacts, release: Release): WantedMessage {
  const made =
    isOpen(release) && release.phase.kind !== 'rolling-back'
      ? moving(facts, release)
      : over(facts, release);
  // A return has no new card to be seen by: its own message shows in the channel.
  return {
    subject: release.id,
    kind: 'fleet',
    lane: 'slack',
    place: 'thread',
    broadcast: release.kind === 'return',
    post: true,
    content: made,
  };
}

function moving(facts: ThreadFacts, release: Release) {
  const id = idsOf(release.id, 'fleet', release.rev);
  const { headline } = behindJob(release, facts.line) ?? releaseStanding(release);
  const { watch, approvals } = release;
  const { stop } = howItStands(release);
  const hold = stop?.kind === 'hold' ? stop.hold : null;
  const words = wordsOf(release);
  const held = hold ? heldLine(hold, say.held) : '';
  const paused = stop?.kind === 'countdown' ? ` ${say.paused}` : '';
  const slower = paceWords(release);
  const sign = hold ? '' : `${words.sign} `;
  return content(say.spoken(dot(esc(headline)), words.word, words.because), [
    header(id('head'), headline),
    section(
      id('text'),
      `${sign}${say.text(words.word, stage(release), words.because)}${held}${paused}`,
    ),
    trouble(id('launch'), release),
    release.kind === 'return' ? null : factFields(id('facts'), meterFacts(release)),
    slower === null ? null : section(id('pace'), slower),
    release.kind === 'return' ? null : section(id('back'), readinessLine(release, facts.changelog)),
    singlesLines(id('singles'), release),
    ...crowdChart(id, release),
    batchTable(id('table'), facts, release),
    actions(id('act'), [
      ...actButtons(
        facts,
        release,
        stop?.kind === 'countdown' || stop?.kind === 'stuck'
          ? []
          : ['resume', 'hold', 'slower', 'faster', isBeforeUsers(release) ? 'cancel' : 'roll-back'],
      ),
      dashboardLink(facts),
    ]),
    context(id('foot'), [
      along(facts),
      approvals.length > 0
        ? say.approvedBy(names(approvals))
        : release.by
          ? say.startedBy(esc(release.by.name, 60))
          : null,
      release.kind === 'return' && release.seen ? movedOf(release) : reconnectWords(release),
      watch.measuredAt === null ? null : say.updated(clockSeconds(watch.measuredAt)),
    ]),
  ]);
}

/**
 * What is stuck is not shown as well, whatever its numbers say: first comes why it is stuck. And
 * servers that are being started are not yet well: what was measured was measured elsewhere.
 */
function wordsOf(release: Release): Pick<VerdictWords, 'sign' | 'word' | 'because'> {
  const { phase, watch } = release;
  const isStarting = phase.kind === 'requested' || phase.kind === 'launching';
  if (isStarting && watch.verdict?.kind !== 'unhealthy')
    return { sign: ':hourglass_flowing_sand:', word: say.starting, because: '' };
  if (phase.kind !== 'stuck') return verdictWords(release);
  const because = dot(capital(esc(becauseWords(phase.because), 250)));
  return { sign: ':rotating_light:', word: say.stuck, because };
}

/** What goes out with it besides its own build. */
function along({ carries }: ThreadFacts): string | null {
  const others = (carries ?? []).slice(1).map(({ version }) => esc(version, 60));
  return others.length > 0 ? texts.standing.carried.along(others) : null;
}

/** Spares that would not start, and no room: everybody sees why it takes longer. */
function trouble(block_id: string, release: Release): ContentPart | null {
  const words = launchWords(release).map((word) => dot(capital(esc(word, 250))));
  return words.length > 0 ? section(block_id, words.join(' ')) : null;
}

function stage(release: Release): string {
  const { plan, capacity, seen } = release;
  const { stage: now, batch } = howItStands(release);
  switch (now.kind) {
    case 'migrating':
      return say.batch(batch?.number ?? 1, batch?.of ?? 1);
    case 'watching':
      return say.watched(
        Math.min(now.watchedMs, plan.watchMs),
        plan.watchMs,
        lessThanAll(release),
        plan.ways.moves,
      );
    case 'swapping':
      return say.swapping(now.done.length, plan.ways.singles.length);
    case 'retiring':
    case 'announcing':
      return say.retiring;
    default:
      return say.ready(seen?.newServers.ready ?? 0, capacity);
  }
}

/** Over: everybody there, or everybody back. The message that ended it says more. */
function over(facts: ThreadFacts, release: Release) {
  const id = idsOf(release.id, 'fleet', 0);
  const { phase } = release;
  const name = nameOf(release);
  const live = phase.kind === 'live';
  const version = esc(release.build.version, 60);
  const headline = rollingBack(release)?.headline ?? (live ? say.released : say.stopped)(name);
  const text = live
    ? `:white_check_mark: ${say.done(phase.at - release.at, version, release.plan.ways.moves)}`
    : stopped(facts, release);
  return content(dot(esc(headline)), [
    header(id('head'), headline),
    section(id('text'), text),
    singlesLines(id('singles'), release),
    ...crowdChart(id, release),
    live ? batchTable(id('table'), facts, release) : null,
    context(id('foot'), [
      along(facts),
      release.approvals.length > 0
        ? say.approvedBy(names(release.approvals))
        : say.startedBy(release.by && esc(release.by.name, 60)),
      clock(release.at),
    ]),
  ]);
}

function stopped(facts: ThreadFacts, release: Release): string {
  const standing = rollingBack(release) ?? ended(release, facts.line);
  const target = esc(release.target?.version ?? say.oldVersion, 60);
  const { moves } = release.plan.ways;
  const again = thereAgain(release).length;
  if (again > 0) return `${dot(standing?.state ?? '')} ${dot(texts.cameBack.next(again))}`;
  const where = (release.phase.kind === 'rolling-back' ? say.goBack : say.areOn)(target, moves);
  return `${dot(standing?.state ?? '')} ${where}`;
}
