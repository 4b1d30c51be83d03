import { describe, expect, it } from 'vitest';
import { validateView } from '../../../playground/slack/blocks/view.ts';
import { homeTab } from '../../../src/views/home/home.ts';
import type { HomeFacts } from '../../../src/views/home/home-facts.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { watch } from '../../support/release-parts.ts';
import { faultsOf, faultsOfView } from '../lint.ts';
import { facts, tabs } from '../tabs.ts';
import { pattern } from '../../support/pattern.ts';

function textOf(of: HomeFacts): string {
  return JSON.stringify(homeTab(of).rich);
}

function headings(of: HomeFacts): readonly string[] {
  return homeTab(of).rich.flatMap((block) => (block.type === 'header' ? [block.text.text] : []));
}

describe('the Home tab', () => {
  it.each(Object.entries(tabs))('keeps the rules, and what Slack takes: %s', (_, of) => {
    const drawn = homeTab(of);
    expect(faultsOf(drawn)).toEqual([]);
    expect(faultsOfView('home', drawn.rich)).toEqual([]);
    expect(validateView('home', { type: 'home', blocks: drawn.rich })).toMatchObject({ ok: true });
    expect(validateView('home', { type: 'home', blocks: drawn.classic }, false)).toMatchObject({
      ok: true,
    });
    expect(drawn.rich.length).toBeLessThanOrEqual(100);
  });

  it('begins with what needs this person, whoever they are', () => {
    expect(headings(tabs['approver']!)).toEqual([
      'Waiting for you',
      'Running now',
      'Your services',
    ]);
    expect(headings(tabs['on-call']!)).toEqual([
      'Needs somebody now',
      'Running now',
      'Your services',
    ]);
    expect(headings(tabs['manager']!)).toEqual([
      'Waiting for you',
      'The last 7 days',
      'Your services',
    ]);
    expect(headings(tabs['nothing waiting']!)).toEqual(['Waiting for you', 'Your services']);
  });

  it('says so when nothing waits, and for what it would', () => {
    expect(textOf(facts)).toContain(
      '_Nothing waits for you. You will see approvals for board and web here._',
    );
  });

  it('greets once, by an example', () => {
    expect(textOf(tabs['first visit']!)).toContain('Try `/prerelease board`');
    expect(textOf(tabs['first visit']!)).toContain('Pick My Services');
    expect(textOf(facts)).not.toContain('Pick My Services');
  });

  it('tells an approver what they are asked, and the on-call how much time is left', () => {
    expect(textOf(tabs['approver']!)).toContain(
      '*Approve board 1.42.0 for everyone*\\n0 of 2 approvals · asked by Priya N. since <!date^',
    );
    expect(textOf(tabs['approver']!)).toContain(
      '*api 1.42.0* · releasing, 3,100 of 6,200 users, batch 2 of 4\\n_Healthy._',
    );
    expect(textOf(tabs['on-call']!)).toMatch(
      /\*cart 1\.42\.0\* · releasing.*Users go back at <!date\^\d+/,
    );
    expect(textOf(tabs['approver']!)).toMatch(/On hold until <!date.*by Tom B\.: slow query\./);
  });

  it('changes nothing but the first block when only time passed', () => {
    const [one, two] = [
      homeTab(tabs['nothing waiting']!),
      homeTab({ ...tabs['nothing waiting']!, now: noon + 5 * minute }),
    ];
    expect(one.rich[0]).not.toEqual(two.rich[0]);
    expect(one.rich.slice(1)).toEqual(two.rich.slice(1));
  });

  it('names the state of every phase', () => {
    const phases = [
      'requested',
      'launching',
      'joining',
      'configuring',
      'soaking',
      'waiting',
      'approved',
      'verifying',
      'announcing',
    ] as const;
    for (const kind of phases)
      expect(
        textOf({
          ...facts,
          running: [prerelease({ kind, since: noon }, { plan, watch: watch([]) })],
        }),
      ).not.toMatch(/undefined|NaN/);
  });

  it('shows a lead where a service speaks, who approves, its limits and how it stands', () => {
    expect(headings(tabs['lead']!).at(-1)).toBe('Services you manage');
    expect(textOf(tabs['lead']!)).toContain(
      '*board* is neither locked nor frozen.\\n' +
        '*Approvers of whiteboard:* <!subteam^S0WHITE> (2 people)\\n' +
        '*Approvers of accounts:* <@U0ANA> <@U0TOM> (1 person)',
    );
    expect(textOf(tabs['lead']!)).toMatch(
      pattern(
        /\*Channel\*\\n<#C0RELEASES>.*\*Pre-release\*\\n1 server, 4 at most, soak of 4 h/,
        /.*\*Rollback\*\\n2 min after the page, postponed 2 times for 15 min/,
      ),
    );
    expect(textOf(tabs['lead of a frozen service']!)).toMatch(
      /frozen until <!date.*by Tom B\.: holiday sale.*"release unfreeze"/,
    );
    expect(textOf(tabs['admin']!)).toMatch(
      pattern(
        /locked since <!date.*accounts:\* <@U0ANA> <@U0TOM> :warning: /,
        /nobody is in this group.*"release unlock"/,
      ),
    );
  });
});
