import { nameOf } from '../../release/state/outcome.ts';
import type { Countdown, Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, facts, header, idsOf, link, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { shownLeft } from './countdown-words.ts';
import { crowdOf, roughly, shareOf } from '../blocks/crowd.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { mention } from '../blocks/mention.ts';
import { backOf } from './rollback.ts';
import { target } from '../card/standing-back.ts';
import type { Story, WantedMessage } from '../thread-facts.ts';
import { topError, worst } from '../changes/suspicion.ts';
import { clock, clockSeconds, utc, utcSeconds } from '../blocks/when.ts';

const say = texts.page;

/**
 * The page of one countdown, from the call to what came of it. It has a lane of its own: nothing in
 * Slack's way delays it.
 */
export function page(story: Story, release: Release, number: number): WantedMessage {
  const { countdown } = release;
  const mine = countdown?.number === number ? countdown : null;
  const made = mine
    ? backOf(release)
      ? null
      : pending(story, release, mine)
    : wellAgain(release, number);
  return {
    subject: release.id,
    kind: `page:${number}`,
    lane: 'page',
    place: 'thread',
    broadcast: true,
    post: mine !== null,
    content: made ?? rolledBackContent(story, release, number),
  };
}

function rolledBackContent(story: Story, release: Release, number: number) {
  const back = backOf(release);
  return back
    ? back(story, idsOf(release.id, `page${number}`, release.rev))
    : wellAgain(release, number);
}

function pending(story: Story, release: Release, countdown: Countdown) {
  const last = countdown.postponements.at(-1);
  return last
    ? postponed(story, release, countdown, last)
    : countingDown(story, release, countdown);
}

function countingDown(story: Story, release: Release, countdown: Countdown) {
  const { deadline, because, number, since } = countdown;
  const id = idsOf(release.id, `page${number}`, release.rev);
  const name = nameOf(release);
  const left = shownLeft(deadline - story.now, deadline - since);
  const { oncall } = story.service;
  const why = say.text(dot(capital(esc(because, 200))), affected(release));
  return content(
    say.spoken(say.head(esc(name), left), utcSeconds(deadline), dot(esc(because, 120))),
    [
      header(id('head'), say.head(name, left)),
      section(id('why'), `:rotating_light: ${oncall === null ? '' : `${mention(oncall)} `}${why}`),
      facts(id('facts'), [
        [say.at, say.atText(clockSeconds(deadline), left)],
        [say.after, say.afterText(esc(target(release), 60))],
      ]),
      topError(id('error'), story),
      actions(id('act'), pageButtons(story, release)),
      context(id('foot'), [
        say.silence(deadline - since),
        mayAct(story, release),
        say.still,
        say.pager,
      ]),
    ],
  );
}

function postponed(
  story: Story,
  release: Release,
  countdown: Countdown,
  last: Countdown['postponements'][number],
) {
  const { deadline, because, number, postponements } = countdown;
  const id = idsOf(release.id, `page${number}`, release.rev);
  const name = nameOf(release);
  const who = esc(last.by.name, 60);
  const reason = dot(last.reason === '' ? say.noReason : esc(last.reason, 200));
  const checking = deadline > last.until;
  const ends = checking ? say.looksHealthy(clockSeconds(deadline)) : say.thenBack;
  const was = dot(capital(esc(because, 80)));
  return content(
    checking
      ? say.spokenChecked(esc(name), utc(deadline), was)
      : say.spokenPostponed(esc(name), utc(deadline), who, reason, was),
    [
      header(id('head'), (checking ? say.checked : say.postponed)(name)),
      section(
        id('why'),
        `:double_vertical_bar: ${say.postponedText(who, clock(last.until), reason, dot(capital(esc(because, 160))), affected(release))} ${ends}`,
      ),
      topError(id('error'), story),
      actions(id('act'), pageButtons(story, release)),
      context(id('foot'), [
        say.postponedAt(clockSeconds(last.at)),
        say.times(postponements.length, release.plan.postponesMax),
        mayAct(story, release),
      ]),
    ],
  );
}

function pageButtons(story: Story, release: Release) {
  return [
    ...actButtons(story, release, ['roll-back', 'postpone', 'answer'], ['roll-back', 'danger']),
    link(say.error, 'error', worst(story)?.issue.link),
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
  const { moved } = crowdOf(release);
  return moved === null
    ? ''
    : say.affected(roughly(moved), shareOf(release), esc(release.build.version, 60));
}

function mayAct({ service }: Story, { plan }: Release): string {
  return say.mayAct(
    plan.signOff.map(({ team }) => esc(team, 40)),
    service.oncall !== null,
  );
}
