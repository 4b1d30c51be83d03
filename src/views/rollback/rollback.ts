import { servedBy } from '../../release/state/served-by.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { End, RollingBack } from '../../release/state/phase.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, header, type Ids, idsOf, section } from '../blocks/blocks.ts';
import { content, type MessageContent } from '../blocks/content.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { target, whoAndWhy } from '../card/standing-back.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { blamed, measuresTable } from './measures.ts';
import { harmFacts, timelineList } from './afterwards.ts';
import { topError } from '../changes/suspicion.ts';
import { clockSeconds, utcSeconds } from '../blocks/when.ts';

const say = texts.rollback;

/**
 * A rollback nobody was paged for: a person asked, or the start failed. One message, from the order
 * to the result.
 */
export function rollbackMessage(facts: ThreadFacts, release: Release): WantedMessage | null {
  const back = backOf(release);
  if (!back || release.countdown) return null;
  const made = back(facts, idsOf(release.id, 'rollback', release.rev));
  return {
    subject: release.id,
    kind: 'rollback',
    lane: 'slack',
    place: 'thread',
    broadcast: release.kind !== 'prerelease',
    post: true,
    content: made,
  };
}

/** How the way back is told; null while there is none. */
export function backOf(release: Release): ((facts: ThreadFacts, id: Ids) => MessageContent) | null {
  const { phase } = release;
  if (phase.kind === 'rolling-back') return (facts, id) => goingBack(facts, release, phase, id);
  if (phase.kind === 'rolled-back' || phase.kind === 'failed')
    return (facts, id) => wentBack(facts, release, phase, id);
  return null;
}

type Ended = Extract<Release['phase'], { readonly kind: End }>;

function goingBack(
  facts: ThreadFacts,
  release: Release,
  phase: RollingBack,
  id: Ids,
): MessageContent {
  const name = nameOf(release);
  const back = esc(target(release), 60);
  const because = reason(facts, phase);
  const home = phase.usersBackAt;
  const { moves } = release.plan.ways;
  const lead =
    home === null
      ? say.goingText(servedBy(release), back, because)
      : say.homeText(back, home - phase.since, because, moves);
  return content(
    home === null
      ? say.spokenGoing(esc(name), utcSeconds(phase.since), because)
      : say.spokenHome(esc(name), back, because, moves),
    [
      header(id('head'), home === null ? say.going(name) : say.home(name)),
      section(id('why'), `:rotating_light: ${lead}`),
      context(id('foot'), [
        say.decided(clockSeconds(phase.since), phase.by ? esc(phase.by.name, 60) : null),
        say.order(moves),
        say.still,
      ]),
    ],
  );
}

function wentBack(facts: ThreadFacts, release: Release, phase: Ended, id: Ids): MessageContent {
  const { line, service } = facts;
  const name = nameOf(release);
  const back = esc(target(release), 60);
  const version = esc(release.build.version, 60);
  const locked = line.lock?.release === release.id;
  const failed = phase.kind === 'failed';
  const times = release.countdown?.postponements.length ?? 0;
  const who = phase.by ? esc(phase.by.name, 60) : null;
  const { moves } = release.plan.ways;
  const why = reason(facts, phase);
  const spoken = (failed ? say.spokenFailed : say.spokenRolledBack)(esc(name), back, why, moves);
  return content(locked ? `${spoken} ${say.spokenUnlock(service.name)}` : spoken, [
    header(id('head'), (failed ? say.failed : say.wasRolledBack)(name)),
    section(
      id('why'),
      failed
        ? `:x: ${say.failedText(why, back, moves)}`
        : `:leftwards_arrow_with_hook: ${say.rolledBackText(who, why, back, moves)}`,
    ),
    failed
      ? null
      : section(id('next'), locked ? say.nextLocked(version, service.name) : say.next(version)),
    harmFacts(id('harm'), facts, release),
    measuresTable(id('measures'), release, phase.because),
    topError(id('error'), facts),
    timelineList(id('timeline'), facts),
    locked ? actions(id('act'), actButtons(facts, release, ['unlock'])) : null,
    context(id('foot'), [
      say.finished(clockSeconds(phase.at)),
      release.countdown
        ? times > 0
          ? say.postponed(times)
          : phase.by
            ? null
            : say.unanswered
        : null,
    ]),
  ]);
}

/** Why, as a sentence, without the name that stands beside it anyway. */
function reason(facts: ThreadFacts, phase: RollingBack | Ended): string {
  const [, because] = whoAndWhy(phase);
  return `${dot(capital(because))} ${blamed(facts, phase.because)}`.trimEnd();
}
