import type { Button } from '@slack/types';
import { signOff } from '../../release/approval/sign-off.ts';
import { mayPress } from '../../release/legal-acts.ts';
import type { Because } from '../../release/state/because.ts';
import { writeKey } from '../../release/state/keys.ts';
import { nameOf } from '../../release/state/outcome.ts';
import { type ServiceStanding, serviceStanding } from '../../release/seen/service-standing.ts';
import type { Release } from '../../release/state/release.ts';
import { writeRef } from '../../release/state/release-ref.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import {
  actions,
  button,
  context,
  factFields,
  header,
  idsOf,
  link,
  section,
} from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import { day, utcDay } from '../blocks/when.ts';
import type { StatusFacts, WantedMessage } from '../thread-facts.ts';

const say = texts.statusCard;

type Kind = ServiceStanding['kind'];

/**
 * How a service stands and the one thing to do next. It tells states and no numbers, so that it
 * changes only with news; null while nobody said what is live.
 */
export function statusCard(facts: StatusFacts): WantedMessage | null {
  const { line, service } = facts;
  if (!line.live) return null;
  const subject = writeKey({ kind: 'status', service: service.name });
  const { kind, release } = serviceStanding(facts);
  const head = say.heads[kind](
    release
      ? nameOf(release)
      : kind === 'live'
        ? `${service.name} ${line.live.version}`
        : service.name,
  );
  const next = nextOf(kind, release, facts, day);
  const id = idsOf(subject, 'status', 0);
  const why = reasonOf(kind, release, facts);
  return {
    subject,
    kind: 'status',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content: content(say.spoken(esc(head), nextOf(kind, release, facts, utcDay)), [
      header(id('head'), head),
      factFields(id('facts'), [
        [say.state, `${signs[kind]} ${say.states[kind]}`],
        [say.next, next],
      ]),
      why === null ? null : section(id('why'), say.why(why)),
      actions(id('act'), [buttonOf(kind, release, facts)]),
      context(id('foot'), [
        kind === 'live' ? null : say.live(esc(line.live.version, 60)),
        say.foot,
      ]),
    ]),
  };
}

const signs: { readonly [K in Kind]: string } = {
  locked: ':double_vertical_bar:',
  'rolling-back': ':leftwards_arrow_with_hook:',
  stopping: ':leftwards_arrow_with_hook:',
  pending: ':rotating_light:',
  stuck: ':rotating_light:',
  moving: ':large_blue_circle:',
  returning: ':leftwards_arrow_with_hook:',
  held: ':double_vertical_bar:',
  waiting: ':hourglass_flowing_sand:',
  approved: ':white_check_mark:',
  soaking: ':large_blue_circle:',
  queued: ':hourglass_flowing_sand:',
  frozen: ':double_vertical_bar:',
  live: ':white_check_mark:',
};

function nextOf(
  kind: Kind,
  release: Release | null,
  { line, ready, now }: StatusFacts,
  moment: (at: number) => string,
): string {
  if (kind === 'waiting')
    return say.nexts.waiting(
      release
        ? signOff(release, now, null).flatMap(({ team, by, of }) =>
            by.length < of ? [esc(team, 40)] : [],
          )
        : [],
    );
  if (kind === 'frozen') return say.nexts.frozen(line.freeze ? moment(line.freeze.until) : '');
  if (kind === 'live') return say.nexts.live(ready && esc(ready.version, 60));
  return say.nexts[kind];
}

function reasonOf(kind: Kind, release: Release | null, { line }: StatusFacts): string | null {
  const because = becauseOf(kind, release, line.lock?.reason ?? null);
  if (because !== null) return esc(becauseWords(because), 150);
  if (kind === 'held') return release?.hold ? esc(release.hold.reason, 150) : null;
  return kind === 'frozen' && line.freeze ? esc(line.freeze.reason, 150) : null;
}

function becauseOf(kind: Kind, release: Release | null, lock: Because | null): Because | null {
  if (kind === 'locked') return lock;
  if (kind === 'pending') return release?.countdown?.because ?? null;
  const phase = release?.phase;
  return phase?.kind === 'rolling-back' || phase?.kind === 'stuck' ? phase.because : null;
}

/** One button, for whoever only reads this: what comes next, or the way to where it is done. */
function buttonOf(kind: Kind, release: Release | null, facts: StatusFacts): Button | null {
  const { service, line, ready, now: at } = facts;
  if (kind === 'locked')
    return button(say.unlock, 'release unlock', service.name, {
      spoken: say.spokenUnlock(service.name),
    });
  if (kind === 'waiting' && release)
    return button(say.review, 'release review', writeRef(release), {
      spoken: say.spokenReview(nameOf(release)),
    });
  if (release) return link(say.thread, 'thread', facts.threadOf(release));
  if (kind !== 'live' || !ready) return null;
  if (!mayPress('start-prerelease', { line, release: null, build: ready, at })) return null;
  const name = `${service.name} ${ready.version}`;
  const { label, spoken } = texts.act.startPrerelease(name);
  return button(label, 'prerelease start', name, { spoken });
}
