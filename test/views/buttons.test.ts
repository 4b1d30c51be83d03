import { describe, expect, it } from 'vitest';
import type { Act } from '../../src/release/state/act.ts';
import { mayPress } from '../../src/release/legal-acts.ts';
import { mayExcuse } from '../../src/release/health/judge-errors.ts';
import { retriable } from '../../src/release/tickets/retry.ts';
import { messagesOf } from '../../src/views/messages.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { gallery } from './gallery.ts';

const acts: Readonly<Record<string, Act>> = {
  'prerelease stop': 'stop',
  'release approve': 'approve',
  'release decline': 'decline',
  'release undo': 'undo',
  'release cancel': 'cancel',
  'release start': 'start',
  'release rollback': 'roll-back',
  'release hold': 'hold',
  'release resume': 'resume',
  'release take-over': 'own',
  'release answer': 'answer',
  'release slower': 'slower',
  'release faster': 'faster',
  'release postpone': 'postpone',
  'release retry': 'retry',
  'release by-hand': 'done-by-hand',
  'release unlock': 'unlock',
};

describe.each(Object.entries(gallery))('the buttons of "%s"', (_, facts) => {
  it('are commands that would be taken now, about the question that is shown', () => {
    expect(
      pressable(facts).filter(({ action, value }) => !wouldBeTaken(facts, action, value)),
    ).toEqual([]);
  });
});

describe('what people can do', () => {
  it.each([
    ['build ready', ['prerelease start', 'prerelease change']],
    ['pre-release in line', ['release cancel']],
    ['soaking healthy', ['release approve', 'prerelease stop']],
    ['waiting for approval', ['release approve', 'release decline']],
    ['waiting, one of two', ['release approve', 'release decline', 'release undo']],
    ['approved', ['release start', 'release undo']],
    ['approved, waits for its slot', ['release start', 'release cancel', 'release undo']],
    ['release launching', ['release hold', 'release slower', 'release cancel']],
    ['page counting down', ['release rollback', 'release postpone']],
    ['release between two batches', ['release hold', 'release slower', 'release rollback']],
    ['release on hold', ['release resume', 'release slower', 'release rollback']],
    ['a pre-release nobody owns', ['release approve', 'prerelease stop', 'release take-over']],
    ['a pre-release that was taken over', ['release approve', 'prerelease stop']],
    [
      'release made slower',
      ['release hold', 'release slower', 'release faster', 'release rollback'],
    ],
    ['release stuck', ['release retry', 'release rollback', 'release by-hand']],
    ['page rolled back', ['release unlock']],
    ['page rolled back and unlocked', []],
    ['expired', ['prerelease start']],
    ['declined', []],
    [
      'waiting with tickets that would fail',
      ['release tickets-retry', 'release approve', 'release decline'],
    ],
    ['live with tickets that failed', ['release tickets-retry']],
    ['return moving', []],
    ['live', []],
    [
      'new error',
      ['prerelease stop', 'release rollback', 'release error', 'release error', 'release error'],
    ],
    ['error that grows', ['prerelease stop', 'release rollback', 'release error']],
    ['error called known', ['prerelease stop', 'release rollback']],
    ['error that blocks', []],
    [
      'new error during a release',
      ['release hold', 'release rollback', 'release error', 'release error'],
    ],
    ['rolled back, the author is known', ['release unlock']],
  ])('with "%s" is %j', (name, expected) => {
    const facts = gallery[name];
    expect(facts && pressable(facts).map(({ action }) => action.replace(/#\d+$/, ''))).toEqual(
      expected,
    );
  });
});

function wouldBeTaken(
  { line, prerelease, release, tickets, errors, build, now: at }: ThreadFacts,
  action: string,
  value: string,
): boolean {
  if (action.startsWith('release error'))
    return wordWouldBeTaken([prerelease, release], line, errors, value, at);
  if (action === 'prerelease start' || action === 'prerelease change')
    return mayPress('start-prerelease', { line, release: null, build, at });
  const act = acts[action];
  if (action === 'release tickets-retry')
    return [prerelease, release].some(
      (one) => one && value === `${one.id}.${one.rev}` && retriable(one, tickets) > 0,
    );
  if (act === 'unlock')
    return value === line.service && mayPress('unlock', { line, release: null, at });
  const about = [prerelease, release].find((one) => one && value === `${one.id}.${one.rev}`);
  return (
    act !== undefined &&
    about !== null &&
    about !== undefined &&
    mayPress(act, { line, release: about, at })
  );
}

function wordWouldBeTaken(
  releases: readonly ThreadFacts['release'][],
  line: ThreadFacts['line'],
  errors: ThreadFacts['errors'],
  value: string,
  at: number,
): boolean {
  const [id, which = '', word] = value.split(' ');
  const about = releases.find((one) => one?.id === id) ?? null;
  const isThere = /^\d+-\d+$/.test(which) || errors.some(({ issue }) => issue.id === which);
  return (
    isThere &&
    about !== null &&
    (word === 'ours-blocks' ? mayPress('decline', { line, release: about, at }) : mayExcuse(about))
  );
}

function pressable(
  facts: ThreadFacts,
): readonly { readonly action: string; readonly value: string }[] {
  const elements = messagesOf(facts).flatMap(({ content }) =>
    content.rich.flatMap((block) => (block.type === 'actions' ? block.elements : [])),
  );
  return elements.flatMap((element) =>
    element.type === 'button' &&
    element.action_id !== undefined &&
    !element.action_id.startsWith('link ')
      ? [{ action: element.action_id, value: element.value ?? '' }]
      : [],
  );
}
