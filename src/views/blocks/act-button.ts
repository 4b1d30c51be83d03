import type { Button, ConfirmationDialog } from '@slack/types';
import type { Act } from '../../release/state/act.ts';
import { mayPress } from '../../release/legal-acts.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { button, confirm } from './blocks.ts';
import { crowdOf, roughly } from './crowd.ts';
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
  return press(
    say.startPrerelease(`${build.service} ${build.version}`),
    'prerelease start',
    `${build.service} ${build.version}`,
  );
}

function releaseButton(act: Act, release: Release, facts: ThreadFacts): Button {
  const value = writeRef(release);
  const name = nameOf(release);
  switch (act) {
    case 'start-prerelease':
      return startButton(facts);
    case 'stop':
      return press(
        say.stop(name),
        'prerelease stop',
        value,
        sure(say.sure.stop(goBack(release), release.build.version)),
      );
    case 'approve':
      return press(
        (release.phase.kind === 'soaking' ? say.approveEarly : say.approve)(name),
        'release approve',
        value,
        sure(say.sure.approve(name, release.plan.batches.length, release.plan.signOff), false),
      );
    case 'decline':
      return press(say.decline(name), 'release decline', value);
    case 'undo':
      return press(say.undo(name), 'release undo', value);
    case 'cancel':
      if (release.phase.kind === 'approved')
        return press(say.cancelSlot(name), 'release cancel', value);
      if (release.kind === 'prerelease') return press(say.leaveLine(name), 'release cancel', value);
      return press(
        say.cancel(name),
        'release cancel',
        value,
        sure(say.sure.cancel(release.build.version, target(release))),
      );
    case 'start':
      return press(
        say.start(name),
        'release start',
        value,
        sure(say.sure.start(name, target(release), release.plan.batches.length), false),
      );
    case 'roll-back':
      return rollBackButton(release, value);
    case 'hold':
      return press(say.hold(name), 'release hold', value);
    case 'resume':
      return press(say.resume(name), 'release resume', value);
    case 'slower':
      return press(say.slower(name), 'release slower', value);
    case 'faster':
      return press(say.faster(name), 'release faster', value);
    case 'postpone':
      return press(
        say.postpone(name, release.plan.postponeMs),
        'release postpone',
        value,
        sure(say.sure.postpone(crowd(release), release.plan.postponeMs)),
      );
    case 'retry':
      return press(say.retry(name), 'release retry', value);
    case 'done-by-hand':
      return press(say.doneByHand(name), 'release by-hand', value);
    case 'own':
      return press(say.own(name), 'release take-over', value, sure(say.sure.own(name), false));
    case 'answer':
      return press(say.answer(name), 'release answer', value);
    case 'unlock':
      return press(say.unlock(release.service), 'release unlock', release.service);
  }
}

/** Under a countdown it only brings forward what happens anyway: no question then. */
function rollBackButton(release: Release, value: string): Button {
  const name = nameOf(release);
  if (release.countdown) return press(say.rollBackNow(name), 'release rollback', value);
  return press(
    say.rollBack(name),
    'release rollback',
    value,
    sure(
      say.sure.rollBack(
        name,
        goBack(release),
        release.build.version,
        release.service,
        release.kind !== 'prerelease',
      ),
    ),
  );
}

function press(
  { label, spoken }: { readonly label: string; readonly spoken: string },
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
  return say.sure.back(
    release.seen === null || release.seen.newServers.users === 0 ? 0 : crowd(release),
    target(release),
  );
}

function crowd(release: Release): number | null {
  const { moved } = crowdOf(release);
  return moved === null ? null : roughly(moved);
}

function target(release: Release): string {
  return release.target?.version ?? say.liveVersion;
}
