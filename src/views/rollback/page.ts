import { nameOf } from '../../release/state/outcome.ts';
import { isTakenOver } from '../../release/state/line.ts';
import {
  type Countdown,
  isOpen,
  type Postponement,
  type Release,
} from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, factFields, header, idsOf, link, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { shownLeft } from './countdown-words.ts';
import { shareOf } from '../../release/state/crowd.ts';
import { roughlyServed } from '../blocks/crowd.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { mention } from '../blocks/mention.ts';
import { backOf } from './rollback.ts';
import { target } from '../card/standing-back.ts';
import { blamed, measuresTable } from './measures.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { topError, worst } from '../changes/suspicion.ts';
import { clock, clockSeconds, utc, utcSeconds } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.page;

/**
 * The page of one countdown, from the call to what came of it. It has a lane of its own: nothing in
 * Slack's way delays it.
 */
export function pageMessage(facts: ThreadFacts, release: Release, number: number): WantedMessage {
  const { countdown } = release;
  const mine = countdown?.number === number ? countdown : null;
  const made = mine
    ? backOf(release)
      ? null
      : isOpen(release)
        ? pending(facts, release, mine)
        : otherwise(release, number)
    : calledOff(facts, release, number);
  return {
    subject: release.id,
    kind: `page:${number}`,
    lane: 'page',
    place: 'thread',
    broadcast: true,
    post: mine !== null && (isOpen(release) || backOf(release) !== null),
    content: made ?? rolledBackContent(facts, release, number),
  };
}

function rolledBackContent(facts: ThreadFacts, release: Release, number: number) {
  const back = backOf(release);
  return back
    ? back(facts, idsOf(release.id, `page${number}`, release.rev))
    : calledOff(facts, release, number);
}

/** Health ended it, or a release that took the build along: that one is watched since. */
function calledOff({ line }: ThreadFacts, release: Release, number: number) {
  return release.phase.kind === 'carried' || isTakenOver(line, release)
    ? otherwise(release, number)
    : wellAgain(release, number);
}

/** It came to another end before the rollback could: the message only stops asking. */
function otherwise(release: Release, number: number) {
  const id = idsOf(release.id, `page${number}`, 0);
  const name = nameOf(release);
  return content(say.spokenOtherwise(esc(name)), [
    header(id('head'), say.otherwise(name)),
    section(id('why'), `:white_check_mark: ${say.otherwiseText}`),
  ]);
}

function pending(facts: ThreadFacts, release: Release, countdown: Countdown) {
  const last = countdown.postponements.at(-1);
  return last
    ? postponed(facts, release, countdown, last)
    : countingDown(facts, release, countdown);
}

function countingDown(facts: ThreadFacts, release: Release, countdown: Countdown) {
  const { deadline, number, since } = countdown;
  const because = becauseWords(countdown.because);
  const id = idsOf(release.id, `page${number}`, release.rev);
  const name = nameOf(release);
  const left = shownLeft(deadline - facts.now, deadline - since);
  const { oncall } = facts.service;
  const blame = blamed(facts, countdown.because);
  const why = say.text(joined(dot(capital(esc(because, 200))), blame), affected(release));
  return content(
    say.spoken(
      say.head(esc(name), left),
      utcSeconds(deadline),
      joined(dot(esc(because, 120)), blame),
    ),
    [
      header(id('head'), say.head(name, left)),
      section(id('why'), `:rotating_light: ${oncall === null ? '' : `${mention(oncall)} `}${why}`),
      factFields(id('facts'), [
        [say.at, say.atText(clockSeconds(deadline), left)],
        [say.after, say.afterText(esc(target(release), 60), release.plan.ways.moves)],
      ]),
      measuresTable(id('measures'), release, countdown.because),
      topError(id('error'), facts),
      actions(id('act'), pageButtons(facts, release)),
      context(id('foot'), [
        answeredBy(release, since) ?? say.silence(deadline - since),
        mayAct(facts, release),
        say.still,
        say.pager,
      ]),
    ],
  );
}

/** Who said that they are on it, since people were called for this. */
function answeredBy({ escalation }: Release, since: number): string | null {
  const ended = escalation?.ended;
  return ended?.kind === 'answered' && ended.at >= since
    ? say.isOnIt(esc(ended.by.name, 60))
    : null;
}

function joined(cause: string, blame: string): string {
  return `${cause} ${blame}`.trimEnd();
}

/** Somebody else may have written down why. */
function reasonOf({ reason, explainedBy, by }: Postponement): string {
  return explainedBy ? say.explained(reason, by.name) : reason;
}

function postponed(facts: ThreadFacts, release: Release, countdown: Countdown, last: Postponement) {
  const { deadline, number, postponements } = countdown;
  const because = becauseWords(countdown.because);
  const id = idsOf(release.id, `page${number}`, release.rev);
  const name = nameOf(release);
  const who = esc(last.by.name, 60);
  const reason = dot(last.reason === '' ? say.noReason : esc(reasonOf(last), 200));
  const checking = deadline > last.until;
  const ends = checking ? say.looksHealthy(clockSeconds(deadline)) : say.thenBack;
  const was = dot(capital(esc(because, 80)));
  const text = say.postponedText(
    who,
    clock(last.until),
    reason,
    joined(dot(capital(esc(because, 160))), blamed(facts, countdown.because)),
    affected(release),
  );
  return content(
    checking
      ? say.spokenChecked(esc(name), utc(deadline), was)
      : say.spokenPostponed(esc(name), utc(deadline), who, reason, was),
    [
      header(id('head'), (checking ? say.checked : say.postponed)(name)),
      section(id('why'), `:double_vertical_bar: ${text} ${ends}`),
      topError(id('error'), facts),
      actions(id('act'), pageButtons(facts, release)),
      context(id('foot'), [
        say.postponedAt(clockSeconds(last.at)),
        say.times(postponements.length, release.plan.postponesMax),
        mayAct(facts, release),
      ]),
    ],
  );
}

function pageButtons(facts: ThreadFacts, release: Release) {
  return [
    ...actButtons(facts, release, ['roll-back', 'postpone', 'answer'], ['roll-back', 'danger']),
    link(say.error, 'error', worst(facts)?.issue.link),
  ];
}

/** Health came back before the deadline. What it was is no longer known here; the ledger has it. */
function wellAgain(release: Release, number: number) {
  const id = idsOf(release.id, `page${number}`, 0);
  const name = nameOf(release);
  return content(say.spokenWell(esc(name)), [
    header(id('head'), say.well(name)),
    section(id('why'), `:large_green_circle: ${say.wellText}`),
  ]);
}

function affected(release: Release): string {
  const served = roughlyServed(release);
  return (served.moves === 'traffic' ? served.share : served.users) === null
    ? ''
    : say.affected(served, shareOf(release), esc(release.build.version, 60));
}

function mayAct({ service }: ThreadFacts, { plan }: Release): string {
  return say.mayAct(
    plan.signOff.map(({ team }) => esc(team, 40)),
    service.oncall !== null,
  );
}
