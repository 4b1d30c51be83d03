import { batchesOf } from '../release/move.ts';
import { nameOf } from '../release/outcome.ts';
import { isOpen, type Release } from '../release/release.ts';
import { isBeforeUsers } from '../release/take-back.ts';
import { texts } from '../texts/texts.ts';
import { actButtons } from './act-button.ts';
import { names } from './approval.ts';
import { many, span } from './amount.ts';
import { batchTable } from './batch-table.ts';
import { actions, context, facts, header, idsOf, link, section } from './blocks.ts';
import { chart } from './chart.ts';
import { content, type Part } from './content.ts';
import { dot, esc, plainly } from './esc.ts';
import { together } from './mention.ts';
import { meterFacts, paceWords, reconnectWords } from './meter.ts';
import { readinessLine } from './readiness.ts';
import { ended, rollingBack } from './standing-back.ts';
import { movedOf, releaseStanding } from './standing-release.ts';
import type { Story, WantedMessage } from './story.ts';
import { verdictWords } from './verdict-words.ts';
import { clock, clockSeconds } from './when.ts';

/** How the whole fleet moves: users first, batch by batch. */
export function fleet(story: Story, release: Release): WantedMessage {
  const made = isOpen(release) && release.phase.kind !== 'rolling-back' ? moving(story, release) : over(story, release);
  // A return has no new card to be seen by: its own message shows in the channel.
  return { subject: release.id, kind: 'fleet', lane: 'slack', place: 'thread', broadcast: release.fast, post: true, content: made };
}

function moving(story: Story, release: Release) {
  const id = idsOf(release.id, 'fleet', release.rev);
  const { headline } = releaseStanding(release);
  const { hold, watch, countdown, approvals } = release;
  const words = verdictWords(release);
  const held = hold ? ` :double_vertical_bar: *On hold until ${clock(hold.until)}* by ${esc(hold.by.name, 60)}: ${dot(esc(hold.reason, 150))}` : '';
  const paused = countdown ? ' Nothing moves: a rollback is pending.' : '';
  const slower = paceWords(release);
  const sign = hold ? '' : `${words.sign} `;
  return content(`${dot(esc(headline))} ${words.word}. ${words.because}`, [
    header(id('head'), headline),
    section(id('text'), `${sign}*${words.word}, ${stage(release)}.* ${words.because}${held}${paused}`),
    release.fast ? null : facts(id('facts'), meterFacts(release)),
    slower === null ? null : section(id('pace'), slower),
    release.fast ? null : section(id('back'), readinessLine(release, story.changelog)),
    usersChart(id('chart'), story, release),
    batchTable(id('table'), story, release),
    actions(id('act'), [...actButtons(story, release, countdown || release.phase.kind === 'stuck' ? [] : ['resume', 'hold', 'slower', 'faster', isBeforeUsers(release) ? 'cancel' : 'roll-back']), link('Open Dashboard', 'dashboard', story.service.dashboard)]),
    context(id('foot'), [
      story.along ? texts.standing.carried.along(story.along.map((version) => esc(version, 60))) : null,
      approvals.length > 0 ? `Approved by ${together(names(approvals))}` : release.by ? `Started by ${esc(release.by.name, 60)}` : null,
      release.fast && release.seen ? movedOf(release) : reconnectWords(release),
      watch.measuredAt === null ? null : `updated ${clockSeconds(watch.measuredAt)}`,
    ]),
  ]);
}

function stage(release: Release): string {
  const { phase, plan, capacity, seen } = release;
  const batches = batchesOf(release);
  switch (phase.kind) {
    case 'migrating':
      return `batch ${phase.batch + 1} of ${batches.length}`;
    case 'watching':
      return `all users moved, watched ${span(Math.min(phase.watchedMs, plan.watchMs))} of ${span(plan.watchMs)}`;
    case 'retiring':
    case 'announcing':
      return 'old servers are being retired';
    default:
      return `${seen?.mine.ready ?? 0} of ${many(capacity, 'new server')} ready`;
  }
}

/** Over: everybody there, or everybody back. The message that ended it says more. */
function over(story: Story, release: Release) {
  const id = idsOf(release.id, 'fleet', 0);
  const { phase } = release;
  const name = nameOf(release);
  const live = phase.kind === 'live';
  const headline = live ? `Released ${name} to all users` : `The release of ${name} stopped`;
  const text = live ? `:white_check_mark: *Done in ${span(phase.at - release.at)}.* All users are on ${esc(release.build.version, 60)}; the old servers are gone.` : stopped(story, release);
  return content(dot(esc(headline)), [
    header(id('head'), headline),
    section(id('text'), text),
    usersChart(id('chart'), story, release),
    live ? batchTable(id('table'), story, release) : null,
    context(id('foot'), [
      story.along ? texts.standing.carried.along(story.along.map((version) => esc(version, 60))) : null,release.approvals.length > 0 ? `Approved by ${together(names(release.approvals))}` : release.by ? `Started by ${esc(release.by.name, 60)}` : 'Started by itself', clock(release.at)]),
  ]);
}

function stopped(story: Story, release: Release): string {
  const standing = rollingBack(release) ?? ended(release, story.line);
  const target = esc(release.target?.version ?? 'the version before', 60);
  const where = release.phase.kind === 'rolling-back' ? `Users go back to ${target}.` : `All users are on ${target}.`;
  return `${dot(standing?.state ?? '')} ${where}`;
}

/** Users on the new servers over time: every reading says how many it was taken from. */
function usersChart(block_id: string, { history }: Story, release: Release): Part {
  const mine = history.filter((entry) => entry.at >= release.at && (entry.release ?? release.id) === release.id);
  const points = mine.flatMap(({ at, readings }) => {
    const users = readings.find(({ sample }) => sample !== null)?.sample;
    return users === undefined ? [] : [{ at, values: [users] }];
  });
  const version = plainly(release.build.version, 20);
  return chart(block_id, { type: 'area', title: `Users moved to ${version}`, since: release.at, sinceWhat: 'the release started', y: 'Users', names: [`On ${version}`], points });
}
