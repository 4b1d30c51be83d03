import { nameOf } from '../release/outcome.ts';
import { isOpen, type Release } from '../release/release.ts';
import { isBeforeUsers } from '../release/take-back.ts';
import { actButtons } from './act-button.ts';
import { names } from './approval.ts';
import { count, many, percent, span } from './amount.ts';
import { actions, context, header, idsOf, link, section } from './blocks.ts';
import { chart } from './chart.ts';
import { content, type Part } from './content.ts';
import { crowdOf } from './crowd.ts';
import { dot, esc, plainly } from './esc.ts';
import { together } from './mention.ts';
import { ended, rollingBack } from './standing-back.ts';
import { movedOf, releaseStanding } from './standing-release.ts';
import type { Story, WantedMessage } from './story.ts';
import { table } from './table.ts';
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
  const sign = hold ? '' : `${words.sign} `;
  return content(`${dot(esc(headline))} ${words.word}. ${words.because}`, [
    header(id('head'), headline),
    section(id('text'), `${sign}*${words.word}, ${stage(release)}.* ${words.because}${held}${paused}`),
    usersChart(id('chart'), story, release),
    batches(id('table'), release),
    actions(id('act'), [...actButtons(story, release, countdown || release.phase.kind === 'stuck' ? [] : ['resume', 'hold', isBeforeUsers(release) ? 'cancel' : 'roll-back']), link('Open Dashboard', 'dashboard', story.service.dashboard)]),
    context(id('foot'), [
      approvals.length > 0 ? `Approved by ${together(names(approvals))}` : release.by ? `Started by ${esc(release.by.name, 60)}` : null,
      release.seen ? movedOf(release) : null,
      watch.measuredAt === null ? null : `updated ${clockSeconds(watch.measuredAt)}`,
    ]),
  ]);
}

function stage({ phase, plan, capacity, seen }: Release): string {
  switch (phase.kind) {
    case 'migrating':
      return `batch ${phase.batch + 1} of ${plan.batches.length}`;
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
    live ? batches(id('table'), release) : null,
    context(id('foot'), [release.approvals.length > 0 ? `Approved by ${together(names(release.approvals))}` : release.by ? `Started by ${esc(release.by.name, 60)}` : 'Started by itself', clock(release.at)]),
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

function batches(block_id: string, release: Release): Part {
  const { plan } = release;
  const { all } = crowdOf(release);
  const rows = plan.batches.map((share, i) => [
    `${i + 1} of ${plan.batches.length}`,
    all === null ? percent(share) : `${count(Math.round(all * share))} (${percent(share)})`,
    batchState(release, i),
  ]);
  return table(block_id, [{ name: 'Batch', side: 'left' }, { name: 'Users', side: 'right' }, { name: 'State', side: 'left' }], rows);
}

function batchState({ phase, plan, hold }: Release, batch: number): string {
  const now = phase.kind === 'stuck' ? phase.from : phase;
  if (['watching', 'retiring', 'announcing', 'live'].includes(now.kind)) return 'Done';
  if (now.kind !== 'migrating' || batch > now.batch) return 'Waiting';
  if (batch < now.batch) return `Done, watched ${span(plan.betweenBatchesMs)}`;
  if (hold) return now.movedAt === null ? 'On hold' : 'Moved, on hold';
  return now.movedAt === null ? 'Moving' : `Moved, watched ${span(Math.min(now.watchedMs, plan.betweenBatchesMs))} of ${span(plan.betweenBatchesMs)}`;
}
