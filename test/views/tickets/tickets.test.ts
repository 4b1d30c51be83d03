import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../src/views/messages.ts';
import type { TicketOutcome } from '../../../src/release/tickets/work.ts';
import { prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { boardService, story } from '../../support/thread-samples.ts';
import { ticketWork } from '../../support/ticket-work.ts';
import { worded } from '../../../src/release/state/worded.ts';

const failed: TicketOutcome = { kind: 'failed', why: [worded('Resolution is required.')] };
const rules = {
  url: 'https://jira.example.com',
  projects: ['BRD'],
  done: 'Done',
  fixVersion: 'board {version}',
};
const live = (work: ReturnType<typeof ticketWork>) =>
  messagesOf(
    story({
      service: { ...boardService, tickets: rules },
      release: release({ kind: 'live', at: noon }),
      tickets: [work],
    }),
  );
const receiptOf = (work: ReturnType<typeof ticketWork>) =>
  live(work).find(({ kind }) => kind === 'tickets-live');

describe('the receipt for tickets', () => {
  it('is no message of its own when nothing failed: the summary says it', () => {
    const work = ticketWork('live', [{ kind: 'moved' }, { kind: 'already' }]);
    expect(receiptOf(work)?.post).toBe(false);
    const summary = live(work).find(({ kind }) => kind === 'summary');
    expect(JSON.stringify(summary?.content.rich)).toContain('*Tickets*\\n2 of 2 Done');
    expect(JSON.stringify(summary?.content.rich)).toContain(
      '*Fix version*\\nboard 1.42.0 released in BRD',
    );
  });

  it('counts as done only what has the status that means it', () => {
    const work = ticketWork('live', [{ kind: 'moved' }, { kind: 'already' }], {
      done: 'Released',
    });
    const summary = live(work).find(({ kind }) => kind === 'summary');
    expect(JSON.stringify(summary?.content.rich)).toContain(
      '*Tickets*\\n1 of 2 Released, 1 stayed Done',
    );
  });

  it('counts first and lists only failures, each with its reason and its page', () => {
    const made = receiptOf(ticketWork('live', [{ kind: 'moved' }, failed]));
    expect(made).toMatchObject({
      post: true,
      content: {
        text: 'board 1.42.0 finished 1 of its 2 tickets, 1 failed. Fix them in Jira and retry.',
      },
    });
    const shown = JSON.stringify(made?.content.rich);
    expect(shown).toContain('https://jira.example.com/browse/BRD-2');
    expect(shown).not.toContain('BRD-1');
    expect(shown).toContain('Retry Failed');
  });

  it('says so when only the fix version failed', () => {
    const made = receiptOf(
      ticketWork('live', [{ kind: 'moved' }], {
        versions: [
          { project: 'BRD', outcome: { kind: 'failed', why: [worded('it is archived')] } },
        ],
      }),
    );
    expect(made).toMatchObject({
      post: true,
      content: {
        text:
          'board 1.42.0 finished its ticket, but its fix version failed. ' +
          'Fix it in Jira and retry.',
      },
    });
    expect(JSON.stringify(made?.content.rich)).toContain('not in BRD (it is archived)');
  });

  it('fits sixty failures: twenty in full, the rest by key', () => {
    const shown = JSON.stringify(
      receiptOf(
        ticketWork(
          'live',
          Array.from({ length: 60 }, () => failed),
        ),
      )?.content.rich,
    );
    expect(shown.match(/\/browse\//g)).toHaveLength(20);
    expect(shown).toContain('And 40 more: BRD-21, BRD-22');
    expect(shown).toContain('BRD-60');
    expect(shown.length).toBeLessThan(12_000);
  });
});

describe('a look at tickets before', () => {
  const plan = (outcomes: readonly TicketOutcome[], more = {}) =>
    messagesOf(
      story({
        prerelease: prerelease({ kind: 'soaking', since: noon }),
        tickets: [ticketWork('plan', outcomes, more)],
      }),
    ).find(({ kind }) => kind === 'tickets-plan');

  it('asks for nobody when all can be finished', () => {
    expect(plan([{ kind: 'ready' }, { kind: 'already' }])?.post).toBe(false);
  });

  it('says what would fail while somebody can still mend it', () => {
    expect(plan([{ kind: 'ready' }, failed])).toMatchObject({
      post: true,
      broadcast: false,
      content: {
        text: 'board 1.42.0 cannot finish 1 of its 2 tickets yet. Nothing was changed in Jira.',
      },
    });
  });

  it('says once that Jira is silent', () => {
    expect(
      plan([{ kind: 'open' }], { endedAt: null, silentSince: noon, silenceTold: false })?.post,
    ).toBe(false);
    expect(
      JSON.stringify(
        plan([{ kind: 'open' }], { endedAt: null, silentSince: noon, silenceTold: true }),
      ),
    ).toContain('1 ticket of BRD waits; the release does not.');
  });
});
