import { describe, expect, it } from 'vitest';
import type { Phase } from '../../src/release/state/phase.ts';
import { messagesOf } from '../../src/views/messages.ts';
import type { ThreadFacts, WantedMessage } from '../../src/views/thread-facts.ts';
import { line, locked, plan, prerelease, release } from '../support/a-release.ts';
import { changelog } from '../support/changelogs.ts';
import { minute, noon } from '../support/noon.ts';
import { priya } from '../support/people.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, signedOff, unmeasured, watch } from '../support/release-parts.ts';
import { measurements, story } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

const at = (
  kind: 'launching' | 'joining' | 'configuring' | 'soaking' | 'waiting' | 'approved',
): Phase => ({ kind, since: noon });
const soaked = {
  watch: watch(good, { creditedMs: plan.soakMs }),
  approvals: signedOff,
};
const approved = prerelease(at('approved'), soaked);
const moving = line({ moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true } });
const releasing = (phase: Phase) =>
  story({
    line: moving,
    prerelease: approved,
    release: release(phase),
    history: measurements(noon, 20),
  });

const healthy: readonly ThreadFacts[] = (
  [
    story(),
    story({ prerelease: prerelease(at('launching'), { watch: unmeasured }) }),
    story({ prerelease: prerelease(at('configuring'), { watch: unmeasured }) }),
    story({ prerelease: prerelease(at('soaking'), { watch: unmeasured }) }),
    story({ prerelease: prerelease(at('soaking')), history: measurements(noon, 9) }),
    story({
      prerelease: prerelease(at('waiting'), { ...soaked, approvals: [] }),
      history: measurements(noon, 20),
    }),
    story({
      prerelease: prerelease(at('waiting'), { ...soaked, approvals: soaked.approvals.slice(1) }),
      history: measurements(noon, 20),
    }),
    story({ prerelease: approved, history: measurements(noon, 20) }),
    releasing({ kind: 'launching', since: noon }),
    releasing({ kind: 'migrating', since: noon, batch: 1, movedAt: null, watchedMs: 0 }),
    releasing({ kind: 'watching', since: noon, watchedMs: 0 }),
    releasing({ kind: 'retiring', since: noon, unprotectedAt: null }),
    story({
      prerelease: { ...approved, phase: { kind: 'carried', at: noon + 400 * minute } },
      release: release({ kind: 'live', at: noon + 400 * minute }),
      history: measurements(noon, 20),
    }),
  ] satisfies readonly ThreadFacts[]
).map((one) => ({ ...one, changelog: changelog() }));

describe('a healthy release, from build to everyone', () => {
  const posts = postsOf(healthy);

  it('makes two posts in the channel', () => {
    expect(
      posts
        .filter((message) => message.place === 'channel' || message.broadcast)
        .map(({ kind }) => kind),
    ).toEqual(['card', 'summary']);
  });

  it('makes one post in the channel for changelogs', () => {
    expect(
      posts.filter((message) => message.place === 'changelog').map(({ kind }) => kind),
    ).toEqual(['changelog']);
  });

  it('makes six posts in the thread at most', () => {
    expect(posts.filter(({ place }) => place === 'thread').map(({ kind }) => kind)).toEqual([
      'progress',
      'changelog',
      'soak',
      'approval',
      'fleet',
      'summary',
    ]);
  });

  it('calls people once: those who may approve', () => {
    const pings = posts.filter(calls);
    expect(pings.map(({ kind }) => kind)).toEqual(['approval']);
    expect(JSON.stringify(pings[0]?.content.rich)).toContain(
      '<!subteam^S0WHITE> <@U0ANA> <@U0TOM>',
    );
  });

  it('leaves nothing to press when it is over', () => {
    const last = healthy.at(-1);
    expect(last && messagesOf(last).flatMap(commandsOf)).toEqual([]);
  });
});

describe('a bad pre-release', () => {
  const soaking = { watch: watch(bad), countdowns: 1 };
  const back = {
    kind: 'rolling-back',
    since: noon,
    because: worded('new errors 24, max 0'),
    by: null,
    end: 'rolled-back',
    usersBackAt: null,
    unprotectedAt: null,
    calmSince: null,
  } as const;
  const posts = postsOf([
    ...healthy.slice(0, 5),
    story({
      prerelease: prerelease(at('soaking'), { ...soaking, countdown: countdown() }),
      now: noon,
    }),
    story({
      prerelease: prerelease(at('soaking'), { ...soaking, countdown: countdown() }),
      now: noon + 100_000,
    }),
    story({ prerelease: prerelease(back, { ...soaking, countdown: countdown() }), line: locked }),
    story({
      prerelease: prerelease(
        { kind: 'rolled-back', at: noon + 5 * minute, because: back.because, by: null },
        { ...soaking, countdown: countdown() },
      ),
      line: locked,
    }),
  ]);

  it('shows the channel one page, edited into its result', () => {
    expect(
      posts
        .filter((message) => message.place === 'channel' || message.broadcast)
        .map(({ kind, lane }) => `${lane} ${kind}`),
    ).toEqual(['slack card', 'page page:1']);
  });

  it('calls the on-call once, and whoever started it once, afterwards', () => {
    expect(posts.filter(calls).map(({ kind }) => kind)).toEqual(['page:1', 'cause:1']);
    expect(JSON.stringify(posts.find(({ kind }) => kind === 'page:1')?.content.rich)).toContain(
      '<!subteam^S0ONCALL>',
    );
    expect(JSON.stringify(posts.find(({ kind }) => kind === 'cause:1')?.content.rich)).toContain(
      `<@${priya.id}>`,
    );
  });
});

/** What would be posted along the way: each message once, in its first form. */
function postsOf(stories: readonly ThreadFacts[]): readonly WantedMessage[] {
  const posted = new Map<string, WantedMessage>();
  for (const message of stories.flatMap(messagesOf))
    if (message.post && !posted.has(`${message.subject} ${message.kind}`))
      posted.set(`${message.subject} ${message.kind}`, message);
  return [...posted.values()];
}

function calls({ content }: WantedMessage): boolean {
  return /<[@!](?!date)/.test(JSON.stringify([content.text, content.rich]));
}

function commandsOf({ content }: WantedMessage): readonly string[] {
  return JSON.stringify(content.rich).match(/"action_id":"(?!link )[^"]+"/g) ?? [];
}
