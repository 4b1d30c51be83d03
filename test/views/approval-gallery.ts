import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { line, plan } from '../support/a-release.ts';
import { change, changelog } from '../support/changelogs.ts';
import { seenError } from '../support/error-samples.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom } from '../support/people.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, watch, yes } from '../support/release-parts.ts';
import { measurements, story } from '../support/thread-samples.ts';
import { carried, nasty, pre, since, soaked, soon } from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** A pre-release that waits for its teams, and what they said. */
export const approvalGallery: Readonly<Record<string, ThreadFacts>> = {
  'waiting for approval': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    { watch: watch(good, { creditedMs: plan.soakMs }) },
  ),
  'waiting, one of two': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      approvals: [yes(ana, 'whiteboard')],
    },
  ),
  'waiting, each team with its changes': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      approvals: [yes(ana, 'whiteboard')],
    },
    { changelog: changelog() },
  ),
  'waiting, with an approval kept': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      approvals: [{ ...yes(tom, 'accounts'), kept: '1.41.9' }],
      contains: ['1.41.9'],
    },
    { changelog: changelog() },
  ),
  'waiting, with a barred build inside': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      contains: ['1.41.9'],
    },
    {
      changelog: changelog(),
      line: line({
        blocked: [
          {
            version: '1.41.9',
            image: 'ami-1.41.9',
            because: worded(`declined by Tom B.: ${nasty}`),
            commit: 'c0ffee',
            teams: ['accounts'],
            at: 0,
          },
        ],
      }),
    },
  ),
  'waiting again, because a build inside was barred': pre(
    { kind: 'waiting', since: noon + 251 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      contains: ['1.41.9'],
      approvals: [yes(ana, 'whiteboard')],
      asks: [
        {
          by: { id: 'davy', name: 'Davy' },
          at: noon + 251 * minute,
          teams: ['accounts'],
          because: worded(`1.41.9, which it contains, was blocked: declined by Tom B.: ${nasty}`),
        },
      ],
    },
    {
      line: line({
        blocked: [
          {
            version: '1.41.9',
            image: 'ami-1.41.9',
            because: worded('declined by Tom B.: price bug'),
            commit: 'c0ffee',
            teams: ['accounts'],
            at: noon + 251 * minute,
          },
        ],
      }),
    },
  ),
  'waiting, with new errors of one team': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch([{ ...bad[0]!, limit: { kind: 'max', value: 100 } }], {
        creditedMs: plan.soakMs,
      }),
    },
    {
      errors: [
        seenError({
          issue: { ...bad[0]!.issues[0]!, title: nasty },
          trace: {
            kind: 'traced',
            frames: [{ path: 'server/board/ink.ts', function: nasty, line: 1 }],
          },
        }),
      ],
      changelog: changelog({ changes: [change(nasty, { files: ['server/board/ink.ts'] })] }),
    },
  ),
  'soaking, one approval given early': pre(
    { kind: 'soaking', since },
    { approvals: [yes(ana, 'whiteboard')] },
  ),
  'waiting, paused by a page': story({
    prerelease: soaked({ kind: 'waiting', since: noon }, { countdown: countdown(), countdowns: 1 }),
    history: measurements(since, 24),
  }),
  approved: story({ prerelease: carried, history: measurements(since, 24), ...soon }),
  'approved, waits for its slot': story({
    prerelease: {
      ...carried,
      plan: {
        ...plan,
        daily: { minute: 600, days: [1, 2, 3, 4, 5], zone: 'Europe/Amsterdam', holidays: [] },
      },
    },
    history: measurements(since, 24),
    ...soon,
  }),
};
