/**
 * # src/views/approval
 *
 * The question to the teams, what of it is missing, and where a pre-release goes on once it was
 * approved.
 */

import { signOff } from '../../release/approval/sign-off.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Approval, Release } from '../../release/state/release.ts';
import { barsWithin } from '../../release/approval/teams-asked.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, factFields, header, idsOf, link, section } from '../blocks/blocks.ts';
import { content, type MessageContent } from '../blocks/content.ts';
import { excused } from '../watch/error-word.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { titledTakes } from '../changes/takes-away.ts';
import { listedTogether } from './goes-on.ts';
import { mentionTeams } from '../blocks/mention.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { countedSo, teamBoard } from './team-board.ts';
import { clock, day, utcDay } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.approval;

/**
 * The question to the people who own the change: exactly one build and plan, who may answer, and
 * what no answer means.
 */
export function approvalMessage(facts: ThreadFacts, release: Release): WantedMessage {
  const asks = release.phase.kind === 'waiting';
  const stands = asks || release.phase.kind === 'approved';
  const made =
    stands && release.countdown
      ? paused(release)
      : asks
        ? asking(facts, release)
        : decided(facts, release);
  return {
    subject: release.id,
    kind: 'approval',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: stands,
    content: made,
  };
}

/** The question with all it stands on, where it is asked and wherever else it is answered. */
export function asking(facts: ThreadFacts, release: Release): MessageContent {
  const { plan, phase, rev, by, build } = release;
  const id = idsOf(release.id, 'approval', rev);
  const name = nameOf(release);
  const words = signOff(release, facts.now, null);
  const given = words.reduce((sum, word) => sum + Math.min(word.by.length, word.of), 0);
  const count = say.count(
    given,
    words.reduce((sum, { of }) => sum + of, 0),
  );
  const teams = words.map(({ team }) => esc(team, 40));
  const expires = ('since' in phase ? phase.since : release.at) + plan.approvalTtlMs;
  const head = titledTakes(facts, say.needed(name));
  return content(say.neededText(teams, esc(head), count, utcDay(expires)), [
    header(id('head'), head),
    section(
      id('ask'),
      `${mentionTeams(
        facts.service,
        words.map(({ team }) => team),
      )} ${ask(release, say.asks(by && esc(by.name, 60)))}`.trim(),
    ),
    factFields(id('facts'), [
      [say.soak, `:white_check_mark: ${say.passed(plan.soakMs)}${excused(facts)}`],
      [say.approvals, say.stillNeeded(count)],
      [say.build, say.commit(esc(build.version, 60), esc(build.commit.slice(0, 10)))],
      [say.expires, day(expires)],
    ]),
    ...mends(facts, release, id),
    ...teamBoard(facts, words, id),
    actions(id('act'), [
      ...actButtons(facts, release, ['approve', 'decline', 'undo'], ['approve', 'primary']),
      link(texts.card.view, 'changes', facts.changelog?.url),
    ]),
    context(id('log'), [
      say.mayPress(teams, by && esc(by.name, 60)),
      ...countedSo(plan),
      say.bound,
      say.silence,
    ]),
  ]);
}

/**
 * Barred builds that are in this one: it is their fix or their revert, and whoever barred them has
 * to see that.
 */
export function mends({ line }: ThreadFacts, release: Release, id: (part: string) => string) {
  return barsWithin(line, release)
    .slice(0, 5)
    .map((bar, i) =>
      section(
        id(`mends-${i}`),
        `:warning: ${say.mends(
          esc(bar.version, 60),
          esc(becauseWords(bar.because), 160),
          bar.teams.map((team) => esc(team, 40)),
          bar.at > release.at,
        )}`,
      ),
    );
}

function paused(release: Release) {
  const id = idsOf(release.id, 'approval', release.rev);
  const name = nameOf(release);
  const { countdown } = release;
  const because = countdown ? dot(capital(esc(becauseWords(countdown.because), 160))) : '';
  return content(say.pausedText(esc(name), because), [
    header(id('head'), say.paused(name)),
    section(id('ask'), `:warning: ${say.pausedBody(because)}`),
  ]);
}

/** The question is over: who said what, and what came of it. */
function decided(facts: ThreadFacts, release: Release) {
  const id = idsOf(release.id, 'approval', release.rev);
  const name = nameOf(release);
  const { phase } = release;
  const yes = phase.kind === 'approved' || phase.kind === 'carried' || phase.kind === 'stuck';
  if (!yes && 'because' in phase) return over(release, becauseWords(phase.because));
  const asked = say.asked(release.by && esc(release.by.name, 60));
  return content(dot(say.approvedText(esc(name), names(release.approvals))), [
    header(id('head'), say.approved(name)),
    section(id('ask'), `${ask(release, asked)} ${isStarted(facts) ? say.started : say.next}`),
    phase.kind === 'approved' && !isStarted(facts)
      ? actions(
          id('act'),
          actButtons(facts, release, ['start', 'cancel', 'undo'], ['start', 'primary']),
        )
      : null,
    context(id('log'), [
      `:white_check_mark: ${release.approvals.length > 0 ? log(release.approvals) : say.done}`,
      say.short(esc(release.build.commit.slice(0, 10))),
    ]),
  ]);
}

/** Its own release began, or one that carries it and goes on. */
function isStarted({ release, goesWith }: ThreadFacts): boolean {
  return release !== null || (goesWith !== undefined && listedTogether(goesWith) !== 'left');
}

function over(release: Release, because: string) {
  const { phase } = release;
  const id = idsOf(release.id, 'approval', 0);
  const name = nameOf(release);
  const end = phase.kind === 'rolling-back' ? phase.end : phase.kind;
  const sign = end === 'declined' || end === 'expired' ? ':x:' : ':leftwards_arrow_with_hook:';
  return content(say.overText(say.over(end, esc(name)), dot(capital(esc(because, 160)))), [
    header(id('head'), say.over(end, name)),
    section(id('ask'), `~${ask(release, say.asked(release.by && esc(release.by.name, 60)))}~`),
    context(id('log'), [`${sign} ${capital(esc(because, 200))}`]),
  ]);
}

function ask({ plan, target, build }: Release, who: string): string {
  return say.move(
    who,
    esc(target?.version ?? say.live, 60),
    esc(build.version, 60),
    plan.batches.length,
    plan.betweenBatchesMs * plan.batches.length + plan.watchMs,
    plan.ways.moves,
  );
}

function log(approvals: readonly Approval[]): string {
  const byPerson = new Map(approvals.map((one) => [one.by.id, one]));
  return [...byPerson.values()]
    .map((one) =>
      one.kept === undefined
        ? say.log(esc(one.by.name, 60), clock(one.at))
        : say.logKept(esc(one.by.name, 60), esc(one.kept, 60)),
    )
    .join(' · ');
}

/** People once each, whatever number of teams they spoke for. */
export function names(approvals: readonly Approval[]): readonly string[] {
  return [...new Map(approvals.map(({ by }) => [by.id, esc(by.name, 60)])).values()];
}
