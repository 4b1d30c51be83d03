import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../src/views/messages.ts';
import { prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { bad } from '../../support/readings.ts';
import { countdown, watch } from '../../support/release-parts.ts';
import { story } from '../../support/thread-samples.ts';

const deadline = noon + 2 * minute;
const failing = (more: Parameters<typeof prerelease>[1] = {}) =>
  prerelease(
    { kind: 'soaking', since: noon },
    { watch: watch(bad), countdown: countdown(), countdowns: 1, ...more },
  );

function pageAt(leftMs: number, more: Parameters<typeof prerelease>[1] = {}): string {
  const page = messagesOf(story({ prerelease: failing(more), now: deadline - leftMs })).find(
    ({ kind }) => kind === 'page:1',
  );
  return JSON.stringify(page?.content);
}

describe('the page, counting down', () => {
  it('changes at 120, 90, 60, 30, 15 and 5 seconds left, and at no other time', () => {
    const changes = Array.from({ length: 121 }, (_, i) => 120 - i).filter(
      (left) => left === 120 || pageAt(left * 1_000) !== pageAt((left + 1) * 1_000),
    );
    expect(changes).toEqual([120, 90, 60, 30, 15, 5, 0]);
  });

  it('begins a short countdown with its own length', () => {
    expect(pageAt(6_000, { countdown: countdown({ since: deadline - 6_000 }) })).toContain(
      'Rolling back board 1.42.0 in 6 seconds',
    );
  });

  it('says the absolute time too, so that a late edit still tells the truth', () => {
    expect(pageAt(90_000)).toContain('at 12:02:00 UTC unless postponed');
    expect(pageAt(90_000)).toContain('Rolling back board 1.42.0 in 90 seconds');
  });

  it('names who is on it, and that this gives no more time', () => {
    const answered = (at: number) => ({
      escalation: {
        number: 1,
        since: noon,
        page: {
          key: 'k',
          summary: { kind: 'unhealthy-return', name: 'board 1.42.0' },
          severity: 'critical',
        } as const,
        againAt: null,
        ended: { kind: 'answered', at, by: tom } as const,
      },
    });
    const since = countdown().since;
    expect(pageAt(90_000)).toContain('No answer in');
    expect(pageAt(90_000, answered(since + 1))).toContain(
      'Tom B. is on it; unless postponed it rolls back all the same',
    );
    expect(pageAt(90_000, answered(since + 1))).not.toContain('No answer in');
    // Who was on the page before this one has not answered this one.
    expect(pageAt(90_000, answered(since - 1))).toContain('No answer in');
  });

  it('does not change because a user came or went', () => {
    const users = (n: number) => ({
      seen: {
        at: noon,
        newServers: { servers: 1, ready: 1, users: n },
        oldServers: { servers: 4, ready: 4, users: 6_076 },
      },
    });
    expect(pageAt(90_000, users(121))).toBe(pageAt(90_000, users(123)));
  });

  it('offers to roll back now without a question, and to postpone with one', () => {
    expect(buttonsOf(pageAt(90_000))).toEqual([
      {
        label: 'Roll Back Now',
        action: 'release rollback',
        value: 'rel_PRE.4',
        style: 'danger',
        asks: false,
      },
      {
        label: 'Postpone 15 Minutes',
        action: 'release postpone',
        value: 'rel_PRE.4',
        style: undefined,
        asks: true,
      },
      {
        label: 'View Error',
        action: 'link error',
        value: undefined,
        style: undefined,
        asks: false,
      },
    ]);
  });
});

describe('the page, postponed', () => {
  const once = { by: tom, at: noon + minute, until: noon + 16 * minute, badness: 2, reason: '' };

  it('names who owns it and until when, and calls nobody again', () => {
    const page = pageAt(60_000, {
      countdown: countdown({ deadline: once.until, postponements: [once] }),
    });
    expect(page).toContain('Tom B. postponed it until');
    expect(page).toContain('no reason yet');
    expect(page).not.toMatch(/<!subteam|<@/);
  });

  it('can be postponed twice, not three times', () => {
    const labels = (times: number) =>
      buttonsOf(
        pageAt(60_000, {
          countdown: countdown({
            deadline: once.until,
            postponements: Array.from({ length: times }, () => once),
          }),
        }),
      ).map(({ label }) => label);
    expect(labels(1)).toContain('Postpone 15 Minutes');
    expect(labels(2)).not.toContain('Postpone 15 Minutes');
  });
});

describe('the page, when health returned', () => {
  it('says that it was called off, and is not posted if nobody saw it', () => {
    const page = messagesOf(
      story({ prerelease: prerelease({ kind: 'soaking', since: noon }, { countdowns: 1 }) }),
    ).find(({ kind }) => kind === 'page:1');
    expect(page).toMatchObject({
      post: false,
      content: {
        text: 'board 1.42.0 is healthy again: the rollback was cancelled. Nobody needs to act.',
      },
    });
  });
});

function buttonsOf(page: string) {
  const { rich } = JSON.parse(page) as {
    rich: {
      type: string;
      elements?: {
        text: { text: string };
        action_id: string;
        value?: string;
        style?: string;
        confirm?: object;
      }[];
    }[];
  };
  const elements = rich.flatMap((block) =>
    block.type === 'actions' ? (block.elements ?? []) : [],
  );
  return elements.map(({ text, action_id, value, style, confirm }) => ({
    label: text.text,
    action: action_id,
    value,
    style,
    asks: confirm !== undefined,
  }));
}
