import type { Act } from '../../release/state/act.ts';
import { stillLies } from '../../release/reminders/reminder.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { Reminder, ReminderSubject } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { roughlyServed } from '../blocks/crowd.ts';
import { actions, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { clock, utc } from '../blocks/when.ts';
import { called, kindOf, ladderWords } from './reminder-rung.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.nudge;

/** Reminders in a build's thread: one message a rung, taken back in place once somebody acted. */
export function reminderMessages(facts: ThreadFacts, release: Release): readonly WantedMessage[] {
  const { line } = facts;
  const own = release.reminders.map((nudge) => drawn(facts, release, nudge));
  // The lock belongs into the thread of what locked it.
  const locks = line.reminders.filter(
    ({ thing, about }) => thing === 'locked' && about === release.id,
  );
  return [...own, ...locks.map((nudge) => drawn(facts, release, nudge))];
}

function drawn(facts: ThreadFacts, release: Release, nudge: Reminder): WantedMessage {
  const lies = stillLies(nudge, facts.line, release, facts.now);
  const made = lies
    ? nudge.thing === 'nobody'
      ? handover(facts, release, nudge)
      : reminder(facts, release, nudge)
    : settled(release, nudge);
  return {
    subject: release.id,
    kind: kindOf(nudge),
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: lies,
    content: made,
  };
}

const acts: Readonly<Record<Exclude<ReminderSubject, 'frozen'>, readonly Act[]>> = {
  waiting: ['approve', 'decline', 'stop'],
  approved: ['start', 'stop'],
  stuck: ['retry', 'roll-back', 'done-by-hand'],
  'hold-ends': ['resume', 'roll-back'],
  'held-often': ['resume', 'roll-back'],
  postponed: ['roll-back', 'postpone'],
  nobody: ['own'],
  locked: ['unlock'],
};

function reminder(facts: ThreadFacts, release: Release, nudge: Reminder) {
  const id = idsOf(release.id, kindOf(nudge), release.rev);
  const { what, next } = wordsOf(facts, release, nudge, clock);
  const spoken = wordsOf(facts, release, nudge, utc);
  const name = nameOf(release);
  const shown = nudge.thing === 'frozen' ? [] : acts[nudge.thing];
  const who = called(facts.service, release.by, nudge);
  return content(
    say.spoken(dot(say.said(esc(name), spoken.what)), spoken.next).replaceAll('`', ''),
    [
      section(
        id('text'),
        `:hourglass_flowing_sand: ${say.text(who, dot(say.said(esc(name), what)), next)}`,
      ),
      actions(id('act'), actButtons(facts, release, shown)),
      context(id('foot'), [say.reminded(clock(nudge.at)), ladderWords(nudge)]),
    ],
  );
}

/** What lies there since when, and what becomes of it when nobody acts. */
function wordsOf(
  { line }: ThreadFacts,
  release: Release,
  { thing, since, at, to }: Reminder,
  when: (at: number) => string,
): { readonly what: string; readonly next: string } {
  const { service, hold, holds, countdown } = release;
  const ms = at - since;
  switch (thing) {
    case 'waiting':
      return say.waiting(ms);
    case 'approved':
      return say.approved(ms, service);
    case 'stuck':
      return say.stuck(ms);
    case 'hold-ends':
      return say.holdEnds(hold && when(hold.until));
    case 'held-often':
      return say.heldOften(holds);
    case 'postponed':
      return say.postponed(countdown && when(countdown.deadline), to && esc(to.name, 60));
    case 'locked':
      return say.locked(service, ms, line.lock && dot(esc(becauseWords(line.lock.reason), 120)));
    case 'nobody':
    case 'frozen':
      return say.waits;
  }
}

/** Whoever owned it is here no more: five lines of where it stands, and a button that takes it. */
function handover(facts: ThreadFacts, release: Release, nudge: Reminder) {
  const id = idsOf(release.id, kindOf(nudge), release.rev);
  const name = nameOf(release);
  const who = nudge.to ? esc(nudge.to.name, 60) : say.handover.owner;
  const { phase, hold, countdown, note } = release;
  const whom = called(facts.service, release.by, nudge);
  return content(say.handover.spoken(esc(name), who), [
    header(id('head'), say.handover.head(name)),
    section(id('text'), `:hourglass_flowing_sand: ${say.handover.text(whom, who)}`),
    section(
      id('state'),
      [
        say.handover.state(
          say.handover.states[phase.kind],
          'since' in phase ? clock(phase.since) : null,
        ),
        say.handover.served(roughlyServed(release)),
        say.handover.approvals(release.approvals.length),
        hold
          ? say.handover.held(clock(hold.until))
          : countdown
            ? say.handover.pending
            : say.handover.free,
        ...(note === '' ? [] : [say.handover.note(dot(esc(note, 150)))]),
      ].join('\n'),
    ),
    actions(id('act'), actButtons(facts, release, ['own'])),
    context(id('foot'), [
      say.handover.asked(clock(nudge.at)),
      say.handover.mayTake(esc(facts.service.name, 40)),
    ]),
  ]);
}

function settled(release: Release, nudge: Reminder) {
  const id = idsOf(release.id, kindOf(nudge), 0);
  const name = nameOf(release);
  const how =
    nudge.thing === 'nobody' && release.by ? say.ownedBy(esc(release.by.name, 60)) : say.acted;
  return content(say.settled(esc(name)), [
    section(id('text'), `:white_check_mark: ${say.settledText(how)}`),
    context(id('foot'), [say.reminded(clock(nudge.at))]),
  ]);
}
