import { describe, expect, it } from 'vitest';
import { build, prerelease, release } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';
import { minute, noon } from '../support/noon.ts';
import { ticketWork } from '../support/ticket-work.ts';
import { worded } from '../../src/release/state/worded.ts';

const live = release({ kind: 'live', at: noon }, { build: build('1.42.0') });
const failed = { kind: 'failed', why: [worded('Resolution is required.')] } as const;

function deskWith(
  outcomes: Parameters<typeof ticketWork>[1],
  more: Parameters<typeof ticketWork>[2] = {},
) {
  const context = frontDesk();
  context.state.releases.set(live.id, live);
  context.state.ticketWork = [ticketWork('live', outcomes, more)];
  return context;
}

describe('/release tickets', () => {
  it('shows all of them, failures first, and offers to retry', async () => {
    const context = deskWith([{ kind: 'moved' }, { kind: 'already' }, failed]);
    const reply = await context.type('/release tickets board');
    expect(reply.text).toBe(
      'board 1.42.0, 3 tickets of BRD:\n' +
        '• BRD-3 Saved carts, part 3: failed: Resolution is required.\n' +
        '• BRD-1 Saved carts, part 1: moved to Done\n' +
        '• BRD-2 Saved carts, part 2: was Done already',
    );
    expect(reply.buttons).toContain('Retry Failed → release tickets-retry rel_ALL.2');
  });

  it('shows sixty, and counts the rest', async () => {
    const context = deskWith(Array.from({ length: 75 }, () => failed));
    expect((await context.type('/release tickets board')).text).toMatch(/And 15 more\.$/);
  });

  it('says that none are known', async () => {
    expect((await frontDesk().type('/release tickets board')).text).toContain(
      'No tickets are known of the last releases of board.',
    );
    const context = frontDesk();
    context.state.releases.set(live.id, live);
    expect((await context.type(`/release tickets ${live.id}`)).text).toBe(
      'No tickets are known of board 1.42.0.',
    );
  });

  it('turns nothing of a title into typed words', async () => {
    const context = deskWith([failed]);
    context.state.ticketWork = context.state.ticketWork.map((work) => ({
      ...work,
      tickets: work.tickets.map((ticket) => ({ ...ticket, title: 'a `code` <!channel>\nnext' })),
    }));
    expect((await context.type('/release tickets board')).text).toContain(
      "BRD-1 a 'code' <!channel> next: failed",
    );
  });
});

describe('Retry Failed', () => {
  it('tells how many failed', async () => {
    const context = deskWith([{ kind: 'moved' }, failed, failed], {
      versions: [{ project: 'BRD', outcome: failed }],
    });
    const reply = await context.press('release tickets-retry', live.id);
    expect(context.state.told).toMatchObject([{ kind: 'tickets-retried', failed: 3 }]);
    expect(reply.text).toContain('checks the tickets of board 1.42.0 again');
  });

  it('is refused when nothing failed, while it is still worked on, and for outsiders', async () => {
    expect((await deskWith([{ kind: 'moved' }]).press('release tickets-retry', live.id)).text).toBe(
      'No ticket of board 1.42.0 failed. Nothing changed.',
    );
    expect(
      (await deskWith([failed], { endedAt: null }).press('release tickets-retry', live.id)).text,
    ).toContain('Nothing changed.');
    expect(
      (await deskWith([failed]).press('release tickets-retry', live.id, 'U0GUEST')).text,
    ).toContain('Davy is for members');
  });

  it('looks again at a plan while there is something to plan for', async () => {
    const context = frontDesk();
    context.state.releases.set(
      'rel_PRE',
      prerelease({ kind: 'soaking', since: noon - minute }, { build: build('1.42.0') }),
    );
    context.state.ticketWork = [ticketWork('plan', [failed])];
    expect((await context.press('release tickets-retry', 'rel_PRE')).text).toContain('again');
    context.state.releases.set(
      'rel_PRE',
      prerelease(
        { kind: 'stopped', at: noon, because: worded(''), by: null },
        { build: build('1.42.0') },
      ),
    );
    expect((await context.press('release tickets-retry', 'rel_PRE')).text).toContain(
      'Nothing changed.',
    );
  });
});
