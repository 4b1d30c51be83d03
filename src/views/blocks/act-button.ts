/**
 * # src/views/blocks
 *
 * The parts every message is built of; outside text is made safe here.
 */

import type { Button, ConfirmationDialog } from '@slack/types';
import type { Act } from '../../release/state/act.ts';
import { mayPress } from '../../release/legal-acts.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { button, confirm } from './blocks.ts';
import { roughlyServed } from './crowd.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import { writeRef } from '../../release/state/release-ref.ts';

const say = texts.act;

/** How one button stands out; at most one in a message does. */
type Style = 'primary' | 'danger';

/** The buttons of a message: of the acts it offers, in its order, those that are legal now. */
export function actButtons(
  facts: ThreadFacts,
  release: Release | null,
  offered: readonly Act[],
  styled?: readonly [Act, Style],
): readonly Button[] {
  const { line, build, now: at } = facts;
  return offered
    .filter((act) => mayPress(act, { line, release, build, at }))
    .map((act) => {
      const made = release ? releaseButton(act, release, facts) : startButton(facts);
      return styled?.[0] === act ? { ...made, style: styled[1] } : made;
    });
}

function startButton({ build }: ThreadFacts): Button {
  const name = `${build.service} ${build.version}`;
  return press(say.startPrerelease(name), 'prerelease start', name);
}

function releaseButton(act: Act, release: Release, facts: ThreadFacts): Button {
  const value = writeRef(release);
  const name = nameOf(release);
  const question = questionBefore(act, release);
  switch (act) {
    case 'start-prerelease':
      return startButton(facts);
    case 'stop':
      return press(say.stop(name), 'prerelease stop', value, question);
    case 'approve':
      return press(approveLabel(release), 'release approve', value, question);
    case 'decline':
      return press(say.decline(name), 'release decline', value);
    case 'accept':
      return press(say.accept(name), 'release accept', value);
    case 'undo':
      return press(say.undo(name), 'release undo', value);
    case 'cancel':
      return press(cancelLabel(release), 'release cancel', value, question);
    case 'start':
      return press(say.start(name), 'release start', value, question);
    case 'roll-back':
      return press(rollBackLabel(release), 'release rollback', value, question);
    case 'hold':
      return press(say.hold(name), 'release hold', value);
    case 'resume':
      return press(say.resume(name), 'release resume', value);
    case 'slower':
      return press(say.slower(name, release.plan.ways.moves), 'release slower', value);
    case 'faster':
      return press(say.faster(name, release.plan.ways.moves), 'release faster', value);
    case 'postpone':
      return press(
        say.postpone(name, release.plan.postponeMs),
        'release postpone',
        value,
        question,
      );
    case 'retry':
      return press(say.retry(name), 'release retry', value);
    case 'done-by-hand':
      return press(say.doneByHand(name), 'release by-hand', value);
    case 'own':
      return press(say.own(name), 'release take-over', value, question);
    case 'answer':
      return press(say.answer(name), 'release answer', value);
    case 'unlock':
      return press(say.unlock(release.service), 'release unlock', release.service);
  }
}

type Label = { readonly label: string; readonly spoken: string };

function approveLabel(release: Release): Label {
  return (release.phase.kind === 'soaking' ? say.approveEarly : say.approve)(nameOf(release));
}

function cancelLabel(release: Release): Label {
  if (release.phase.kind === 'approved') return say.cancelSlot(nameOf(release));
  return release.kind === 'prerelease'
    ? say.leaveLine(nameOf(release))
    : say.cancel(nameOf(release), release.plan.ways.moves);
}

function rollBackLabel(release: Release): Label {
  if (release.countdown) return say.rollBackNow(nameOf(release));
  // Beside Stop Pre-Release it says what stopping does not do.
  const isCanary = release.kind === 'prerelease' && release.phase.kind !== 'stuck';
  return (isCanary ? say.rollBackAndBlock : say.rollBack)(nameOf(release));
}

/** What is asked once more, where users move by it or a word is given in somebody's name. */
function questionBefore(act: Act, release: Release): ConfirmationDialog | undefined {
  const name = nameOf(release);
  const { phase, kind, plan, build, service } = release;
  switch (act) {
    case 'stop':
      return sure(say.sure.stop(goBack(release), build.version));
    case 'approve':
      return sure(
        say.sure.approve(name, plan.batches.length, plan.ways.moves, plan.signOff),
        false,
      );
    case 'cancel':
      if (phase.kind === 'approved' || kind === 'prerelease') return undefined;
      return sure(say.sure.cancel(build.version, target(release), plan.ways.moves));
    case 'start':
      return sure(
        say.sure.start(name, target(release), plan.batches.length, plan.ways.moves),
        false,
      );
    case 'roll-back':
      // Under a countdown it only brings forward what happens anyway: no question then.
      if (release.countdown) return undefined;
      return sure(
        say.sure.rollBack(name, goBack(release), build.version, service, kind !== 'prerelease'),
      );
    case 'postpone':
      return sure(say.sure.postpone(roughlyServed(release), plan.postponeMs));
    case 'own':
      return sure(say.sure.own(name), false);
    default:
      return undefined;
  }
}

function press(
  { label, spoken }: Label,
  command: string,
  value: string,
  question?: ConfirmationDialog,
): Button {
  return button(label, command, value, { spoken, ...(question ? { confirm: question } : {}) });
}

function sure(
  {
    title,
    text,
    yes,
    no,
  }: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string },
  danger = true,
): ConfirmationDialog {
  return confirm(title, text, yes, no, danger);
}

/** Nobody seen on it yet is nobody to send back. */
function goBack(release: Release): string {
  const served = roughlyServed(release);
  if (release.seen !== null) return say.sure.back(served, target(release));
  const nobody = served.moves === 'traffic' ? { ...served, share: 0 } : { ...served, users: 0 };
  return say.sure.back(nobody, target(release));
}

function target(release: Release): string {
  return release.target?.version ?? say.liveVersion;
}
