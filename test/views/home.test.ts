import { describe, expect, it } from 'vitest';
import { validateView } from '../../playground/slack/blocks/view.ts';
import { periodAt } from '../../src/summary/period.ts';
import { summaryOf } from '../../src/summary/summary.ts';
import { home } from '../../src/views/home.ts';
import type { HomeFacts } from '../../src/views/home-facts.ts';
import { books, wentBack, wentLive } from '../support/books.ts';
import { build, countdown, minute, noon, plan, prerelease, release, tom, watch } from '../support/samples.ts';
import { faultsOf } from './lint.ts';

const nasty = 'x‮ <!channel> *b* `c` ' + 'long '.repeat(90);
const week = summaryOf(books([...wentLive('board', '1'), wentBack('web', '2')]), periodAt('week', noon, 'UTC'), null, noon);
const asks = prerelease({ kind: 'waiting', since: noon - 20 * minute });
const migrating = { kind: 'migrating', since: noon, batch: 1, movedAt: null, watchedMs: 0 } as const;
const running = [release(migrating, { id: 'rel_RUN', service: 'api' }), prerelease({ kind: 'soaking', since: noon }, { id: 'rel_SOAK', service: 'mail', hold: { by: tom, since: noon, until: noon + 60 * minute, reason: 'slow query' } })];
const paged = release(migrating, { id: 'rel_BAD', service: 'cart', countdown: countdown() });

const facts: HomeFacts = {
  person: 'U0ANA', now: noon, greeted: true, asks: [], calls: [], running: [], week: null,
  services: [{ name: 'board', live: build('1.41.0'), inLine: ['1.42.0'], liveCount: 6, rolledBack: 1 }, { name: 'web', live: null, inLine: [], liveCount: 0, rolledBack: 0 }],
};

/** Every state of the tab. */
const tabs: Readonly<Record<string, HomeFacts>> = {
  'first visit': { ...facts, greeted: false, services: [] },
  'first visit of an approver': { ...facts, greeted: false, asks: [asks] },
  'nothing waiting': facts,
  approver: { ...facts, asks: [asks, prerelease({ kind: 'waiting', since: noon }, { id: 'rel_2', by: null })], running },
  'on-call': { ...facts, calls: [paged, release({ kind: 'stuck', since: noon, because: 'old servers cannot be destroyed', from: migrating })], running },
  manager: { ...facts, week },
  everything: { ...facts, asks: Array.from({ length: 12 }, (_, i) => ({ ...asks, id: `rel_${i}` })), calls: [paged], running: Array.from({ length: 30 }, (_, i) => ({ ...running[0]!, id: `rel_r${i}` })), week, services: Array.from({ length: 40 }, (_, i) => ({ ...facts.services[0]!, name: `service-${i}` })) },
  'strange words': {
    ...facts, asks: [{ ...asks, build: build(nasty), by: { id: 'U0X', name: nasty } }], calls: [{ ...paged, build: build(nasty), countdown: countdown({ because: nasty }) }],
    running: [{ ...running[1]!, build: build(nasty), hold: { by: { id: 'U0X', name: nasty }, since: noon, until: noon, reason: nasty } }], services: [{ ...facts.services[0]!, live: build(nasty), inLine: [nasty, nasty] }],
  },
};

function textOf(of: HomeFacts): string {
  return JSON.stringify(home(of).rich);
}

function headings(of: HomeFacts): readonly string[] {
  return home(of).rich.flatMap((block) => (block.type === 'header' ? [block.text.text] : []));
}

describe('the Home tab', () => {
  it.each(Object.entries(tabs))('keeps the rules, and what Slack takes: %s', (_, of) => {
    const drawn = home(of);
    expect(faultsOf(drawn)).toEqual([]);
    expect(validateView('home', { type: 'home', blocks: drawn.rich })).toMatchObject({ ok: true });
    expect(validateView('home', { type: 'home', blocks: drawn.classic }, false)).toMatchObject({ ok: true });
    expect(drawn.rich.length).toBeLessThanOrEqual(100);
  });

  it('begins with what needs this person, whoever they are', () => {
    expect(headings(tabs['approver']!)).toEqual(['Waiting for you', 'Running now', 'Your services']);
    expect(headings(tabs['on-call']!)).toEqual(['Needs somebody now', 'Running now', 'Your services']);
    expect(headings(tabs['manager']!)).toEqual(['Waiting for you', 'The last 7 days', 'Your services']);
    expect(headings(tabs['nothing waiting']!)).toEqual(['Waiting for you', 'Your services']);
  });

  it('says so when nothing waits, and for what it would', () => {
    expect(textOf(facts)).toContain('_Nothing waits for you. You will see approvals for board and web here._');
  });

  it('greets once, by an example', () => {
    expect(textOf(tabs['first visit']!)).toContain('Try `/prerelease board`');
    expect(textOf(tabs['first visit']!)).toContain('Pick My Services');
    expect(textOf(facts)).not.toContain('Pick My Services');
  });

  it('tells an approver what they are asked, and the on-call how much time is left', () => {
    expect(textOf(tabs['approver']!)).toContain('*Approve board 1.42.0 for everyone*\\n0 of 2 approvals · asked by Priya N. since <!date^');
    expect(textOf(tabs['approver']!)).toContain('*api 1.42.0* · releasing, 3,100 of 6,200 users, batch 2 of 4\\n_Healthy._');
    expect(textOf(tabs['on-call']!)).toMatch(/\*cart 1\.42\.0\* · releasing.*Users go back <!date\^\d+/);
    expect(textOf(tabs['approver']!)).toMatch(/On hold until <!date.*by Tom B\.: slow query\./);
  });

  it('changes nothing but the first block when only time passed', () => {
    const [one, two] = [home(tabs['nothing waiting']!), home({ ...tabs['nothing waiting']!, now: noon + 5 * minute })];
    expect(one.rich[0]).not.toEqual(two.rich[0]);
    expect(one.rich.slice(1)).toEqual(two.rich.slice(1));
  });

  it('names the state of every phase', () => {
    const phases = ['requested', 'launching', 'joining', 'configuring', 'soaking', 'waiting', 'approved', 'verifying', 'announcing'] as const;
    for (const kind of phases) expect(textOf({ ...facts, running: [prerelease({ kind, since: noon }, { plan, watch: watch([]) })] })).not.toMatch(/undefined|NaN/);
  });
});
