import type { Line } from '../../src/release/state/line.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { periodAt, type Span } from '../../src/summary/period.ts';
import { summaryOf } from '../../src/summary/summary.ts';
import type { MessageContent } from '../../src/views/blocks/content.ts';
import { directMessage } from '../../src/views/home/dm.ts';
import { serviceMessagesOf } from '../../src/views/service/service-messages.ts';
import { reportMessage } from '../../src/views/report/report.ts';
import {
  books,
  change,
  changelog,
  nine,
  stoppedCanary,
  wentBack,
  wentHome,
  wentLive,
} from '../support/books.ts';
import { build, line, prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, priya, tom } from '../support/people.ts';
import { keptGroup, strayGroup } from '../support/stray-samples.ts';
import { boardService } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

/** A message that hangs on no build: of a service, to one person, or for managers. */
export type Apart = {
  readonly kind: string;
  readonly state: string;
  readonly content: MessageContent;
};

/** All of them, in every state people can see. */
export function apart(): readonly Apart[] {
  return [...ofLines(), ...toPeople(), ...forManagers()];
}

function ofLines(): readonly Apart[] {
  const found = (
    ...all: readonly (readonly [version: string, servers: number, registered: boolean])[]
  ) =>
    line({
      live: null,
      found: all.map(([version, servers, registered]) => ({ version, servers, registered })),
    });
  const freeze = {
    since: noon,
    until: noon + 3 * 24 * 60 * minute,
    reason: 'holiday sale',
    by: tom,
    asks: [],
  };
  const lines: Readonly<Record<string, Line>> = {
    'one version serves': found(['1.41.0', 4, true]),
    'two versions serve, one unknown': found(['1.41.0', 3, true], ['1.40.0', 1, false]),
    'what is live was said': { ...found(['1.41.0', 4, true]), live: build('1.41.0') },
    frozen: line({ freeze }),
    'frozen, and somebody asks to end it': line({
      freeze: { ...freeze, asks: [{ by: priya, at: noon + minute }] },
    }),
    'freeze ended by a person': line({
      endedFreeze: {
        ...freeze,
        asks: [{ by: priya, at: noon + minute }],
        endedAt: noon + 9 * minute,
        endedBy: ana,
      },
    }),
    'servers left over': line({ strays: [strayGroup()] }),
    'servers left over, protected': line({ strays: [keptGroup('protected', null)] }),
    'servers left over, in use': line({ strays: [keptGroup('users', 'open')] }),
    'servers left over, of nobody, failed': line({
      strays: [strayGroup({ endedAt: null, failed: 'AWS did not answer' })],
    }),
    'servers left over, terminating': line({
      strays: [
        strayGroup({
          word: {
            kind: 'terminate',
            at: noon,
            by: ana,
            reason: 'left over',
            goesAt: noon + minute,
            ids: ['n1', 'n2'],
          },
        }),
      ],
    }),
    'servers left over, adopted': line({
      strays: [strayGroup({ end: { kind: 'adopted', at: noon, by: ana, reason: 'we measure' } })],
    }),
    'servers left over, terminated': line({
      strays: [strayGroup({ end: { kind: 'terminated', at: noon, by: null, reason: '' } })],
    }),
    'servers left over, gone': line({
      strays: [strayGroup({ end: { kind: 'gone', at: noon } })],
    }),
    'freeze ended by time': line({
      endedFreeze: { ...freeze, endedAt: freeze.until, endedBy: null },
    }),
  };
  return Object.entries(lines).flatMap(([state, of]) =>
    serviceMessagesOf({ line: of, service: boardService, now: noon }).map(({ kind, content }) => ({
      kind: `line ${kind.replace(/-\d+/g, '')}`,
      state,
      content,
    })),
  );
}

function toPeople(): readonly Apart[] {
  const thread = 'https://acme.slack.example/archives/C0RELEASES/p1';
  const over = (
    kind: 'declined' | 'expired' | 'failed' | 'rolled-back',
    because: string,
  ): Phase => ({ kind, at: noon, because: worded(because), by: kind === 'declined' ? tom : null });
  const news = [
    ['asked', prerelease({ kind: 'waiting', since: noon })],
    ['asked-again', prerelease({ kind: 'waiting', since: noon })],
    ['unanswered', prerelease({ kind: 'waiting', since: noon })],
    ['declined', prerelease(over('declined', 'declined by Tom B.: price bug'))],
    ['expired', prerelease(over('expired', 'nobody approved it in time'))],
    [
      'stuck',
      prerelease({
        kind: 'stuck',
        since: noon,
        because: worded('the host does not answer'),
        from: { kind: 'soaking', since: noon },
      }),
    ],
    ['failed', prerelease(over('failed', 'its servers did not become ready in time'))],
    ['live', release({ kind: 'live', at: noon })],
    ['back', release(over('rolled-back', 'new errors 24, max 0'))],
  ] as const;
  return news.map(([says, of]) => ({
    kind: 'dm',
    state: says,
    content: directMessage(
      of,
      { says, person: 'U0PRIYA', kind: says, dueAt: noon },
      thread,
      noon + 130 * minute,
    ),
  }));
}

function forManagers(): readonly Apart[] {
  const day = 24 * 60 * minute;
  const now = nine + 8 * 60 * minute;
  const busy = books(
    [
      ...wentLive('web', '1'),
      ...wentLive('web', '2', nine - day, { waited: 90, held: [20, 30] }),
      ...wentLive('api', '7', nine - 3 * day),
      ...wentLive('mail', '1', nine - 3 * day),
      ...wentLive('docs', '1', nine - day),
      wentBack('web', '3', nine - 2 * day),
      wentHome('api', '7', '6', nine - 2 * day),
      stoppedCanary('board', '9'),
    ],
    [
      changelog('web', '1', [change('feature', 'Saved carts', nine - 540 * minute)]),
      changelog('mail', '1', [change('fix', 'Fewer retries', nine - 90 * 60 * minute)]),
    ],
  );
  const spans: readonly Span[] = ['today', 'week', 'month'];
  const decision = (span: Span, from: typeof busy, share: string | null) =>
    reportMessage(summaryOf(from, periodAt(span, now, 'UTC'), null, now), {
      share,
      how: 'Posted on work days',
      link: () => null,
    });
  return spans.flatMap((span) => [
    { kind: 'report', state: `busy, ${span}`, content: decision(span, busy, `share ${span}`) },
    { kind: 'report', state: `quiet, ${span}`, content: decision(span, books([]), null) },
  ]);
}
