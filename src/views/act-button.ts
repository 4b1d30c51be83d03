import type { Button } from '@slack/types';
import { type Act, legalActs } from '../release/guards.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { many, span, users } from './amount.ts';
import { button, confirm } from './blocks.ts';
import { crowdOf, roughly } from './crowd.ts';
import { capital } from './esc.ts';
import type { Story } from './story.ts';

/** How one button stands out; at most one in a message does. */
type Style = 'primary' | 'danger';

/** The buttons of a message: of the acts it offers, in its order, those that are legal now. */
export function actButtons(story: Story, release: Release | null, offered: readonly Act[], styled?: readonly [Act, Style]): readonly Button[] {
  const legal = legalActs(story.line, release);
  return offered.filter((act) => legal.includes(act)).map((act) => {
    const made = release ? releaseButton(act, release, story) : startButton(story);
    return styled?.[0] === act ? { ...made, style: styled[1] } : made;
  });
}

function startButton({ build }: Story): Button {
  return button('Start Pre-Release', 'prerelease start', `${build.service} ${build.version}`, { spoken: `Start pre-release of ${build.service} ${build.version}` });
}

function releaseButton(act: Act, release: Release, story: Story): Button {
  const value = `${release.id}.${release.rev}`;
  const name = nameOf(release);
  switch (act) {
    case 'start-prerelease':
      return startButton(story);
    case 'stop':
      return button('Stop Pre-Release', 'prerelease stop', value, { spoken: `Stop the pre-release of ${name}`, confirm: stopping(release) });
    case 'approve':
      return button(release.phase.kind === 'soaking' ? 'Approve Early' : 'Approve Release', 'release approve', value, { spoken: `Approve releasing ${name} to all users`, confirm: approving(release) });
    case 'decline':
      return button('Decline', 'release decline', value, { spoken: `Decline releasing ${name} and give a reason` });
    case 'undo':
      return button('Undo My Approval', 'release undo', value, { spoken: `Take back your own approval of ${name}` });
    case 'cancel':
      if (release.phase.kind === 'approved') return button('Cancel Slot', 'release cancel', value, { spoken: `Let ${name} not go out by itself` });
      if (release.kind === 'prerelease') return button('Leave the Line', 'release cancel', value, { spoken: `Take ${name} out of the line` });
      return button('Cancel Release', 'release cancel', value, { spoken: `Cancel the release of ${name} before users move`, confirm: cancelling(release) });
    case 'start':
      return button('Start Release', 'release start', value, { spoken: `Start releasing ${name} to all users`, confirm: starting(release) });
    case 'roll-back':
      return rollBackButton(release, value);
    case 'hold':
      return button('Hold Here', 'release hold', value, { spoken: `Hold ${name} where it is` });
    case 'resume':
      return button('Resume', 'release resume', value, { spoken: `End the hold of ${name}` });
    case 'slower':
      return button('Slower', 'release slower', value, { spoken: `Move the users of ${name} in smaller batches` });
    case 'faster':
      return button('Faster', 'release faster', value, { spoken: `Move the users of ${name} in larger batches again` });
    case 'postpone':
      return button(`Postpone ${spelled(release.plan.postponeMs)}`, 'release postpone', value, { spoken: `Postpone the rollback of ${name}`, confirm: postponing(release) });
    case 'retry':
      return button('Retry', 'release retry', value, { spoken: `Retry ${name}` });
    case 'done-by-hand':
      return button('Done by Hand', 'release by-hand', value, { spoken: `Say that ${name} was finished by hand` });
    case 'own':
      return button('Take Over', 'release own', value, { spoken: `Take over ${name}`, confirm: confirm(`Take over ${name}`, 'You own it from now on: its questions and reminders come to you, and your approval of it no longer counts.', 'Take Over', 'Not Now', false) });
    case 'unlock':
      return button('Unlock Line', 'release unlock', release.service, { spoken: `Unlock ${release.service} for pre-releases and releases` });
  }
}

/** Under a countdown it only brings forward what happens anyway: no question then. */
function rollBackButton(release: Release, value: string): Button {
  const name = nameOf(release);
  if (release.countdown) return button('Roll Back Now', 'release rollback', value, { spoken: `Roll back ${name} now` });
  const back = `${goBack(release)} ${release.build.version} may not be released again, and ${release.service} stays locked until /release unlock ${release.service}.`;
  return button('Roll Back', 'release rollback', value, { spoken: `Roll back ${name}`, confirm: confirm(`Roll back ${name}`, back, 'Roll Back', release.kind === 'release' ? 'Keep Releasing' : 'Keep Soaking') });
}

function stopping(release: Release) {
  return confirm('Stop this pre-release', `${goBack(release)} ${release.build.version} can be pre-released again.`, 'Stop Pre-Release', 'Keep Going');
}

function approving(release: Release) {
  const people = release.plan.signOff.map(({ team, approvals }) => `${approvals} of ${team}`).join(', ');
  return confirm(`Approve ${nameOf(release)}`, `All users move in ${release.plan.batches.length} batches once it is approved by ${people}. Anyone here can hold it or roll it back.`, 'Approve', 'Not Yet', false);
}

function starting(release: Release) {
  return confirm(`Release ${nameOf(release)}`, `All users move from ${target(release)} in ${release.plan.batches.length} batches. Anyone here can hold it or roll it back.`, 'Start Release', 'Not Yet', false);
}

function cancelling(release: Release) {
  return confirm('Cancel this release', `Its new servers are retired; users stay on ${target(release)}. ${release.build.version} stays approved and can be released again.`, 'Cancel Release', 'Keep Releasing');
}

function postponing(release: Release) {
  const time = span(release.plan.postponeMs);
  return confirm('Postpone the rollback', `${crowd(release)} stay on the failing version for up to ${time}. You own this postponement. It ends at once if it gets much worse.`, 'Postpone', 'Let It Roll Back');
}

function spelled(ms: number): string {
  return ms % 60_000 === 0 ? many(ms / 60_000, 'Minute') : many(Math.round(ms / 1_000), 'Second');
}

function goBack(release: Release): string {
  if (release.seen === null || release.seen.mine.users === 0) return 'Its servers are retired; no users are on them.';
  return `${crowd(release)} go back to ${target(release)}.`;
}

function crowd(release: Release): string {
  const { moved } = crowdOf(release);
  return capital(users(moved === null ? null : roughly(moved)));
}

function target(release: Release): string {
  return release.target?.version ?? 'the live version';
}
