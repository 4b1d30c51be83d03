import { describe, expect, it } from 'vitest';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Release } from '../../src/release/state/release.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { homeTab } from '../../src/views/home/home.ts';
import { moveOf } from '../../src/release/migration/move.ts';
import { prerelease, release } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { countdown } from '../support/release-parts.ts';
import { migrating } from '../support/phases.ts';
import { story } from '../support/thread-samples.ts';
import { facts } from './tabs.ts';

const hold = { by: tom, since: noon, until: noon + 30 * minute, reason: 'incident' };
const everybody = {
  at: noon,
  newServers: { servers: 4, ready: 4, users: 50 },
  oldServers: { servers: 4, ready: 4, users: 0 },
};

/** The same release on its card, in its thread, in a Home tab and in an answer. */
async function everywhere(phase: Phase, more: Partial<Release> = {}) {
  const one = release(phase, more);
  const drawn = messagesOf(
    story({ prerelease: prerelease({ kind: 'approved', since: 0 }), release: one }),
  );
  const messages = (kind: string) =>
    JSON.stringify(drawn.find((message) => message.kind === kind)?.content.rich);
  const bot = frontDesk();
  bot.state.releases.set(one.id, one);
  return {
    card: messages('card'),
    fleet: messages('fleet'),
    home: JSON.stringify(homeTab({ ...facts, running: [one] }).rich),
    status: (await bot.type('/release status board')).text,
  };
}

describe('how a release stands', () => {
  it('counts the batches there are now, and not those that were planned', async () => {
    const slower = { ...moveOf(release(migrating())), batches: [0.25, 0.5, 0.75, 1], halved: 1 };
    const said = await everywhere(migrating({ batch: 2 }), {
      plan: { ...release(migrating()).plan, batches: [0.5, 1] },
      move: slower,
    });
    for (const text of Object.values(said)) expect(text).toContain('batch 3 of 4');
    expect(Object.values(said).join()).not.toContain('batch 3 of 2');
  });

  it('has one share of users, where it is held', async () => {
    const said = await everywhere(migrating(), {
      hold,
      seen: everybody,
      plan: { ...release(migrating()).plan, batches: [0.5, 1] },
    });
    expect(said.card).toContain('on hold at 100%');
    expect(said.fleet).toContain('50 (100%)');
    expect(said.fleet).not.toContain('25 (50%)');
  });

  it('keeps what a batch had, whoever comes and goes later', async () => {
    const one = release(migrating());
    const over = {
      share: 0.5,
      since: noon,
      movedAt: noon,
      until: noon + minute,
      watchedMs: minute,
      users: 24,
      all: 50,
      reconnects: null,
    };
    const { fleet } = await everywhere(migrating({ batch: 1 }), {
      plan: { ...one.plan, batches: [0.5, 1] },
      move: { ...moveOf(one), batches: [0.5, 1], done: [over] },
      seen: everybody,
    });
    expect(fleet).toContain('24 (48%)');
  });

  it('says everywhere what stops it', async () => {
    const held = await everywhere(migrating(), { hold });
    expect(held.home).toContain('On hold until');
    expect(held.status).toContain('It is on hold until');
    const counting = await everywhere(migrating(), { hold, countdown: countdown(), countdowns: 1 });
    expect(counting.card).toContain('Rolls back at <!date');
    expect(counting.home).toContain('Users go back at');
    expect(counting.status).toContain('It rolls back at');
    for (const text of Object.values(counting)) expect(text).not.toContain('n hold');
  });

  it('is stuck before it is on hold', async () => {
    const stuck = {
      kind: 'stuck',
      since: noon,
      because: { kind: 'words', text: 'the host is gone' },
      from: migrating(),
    } as const;
    const { card, fleet, status } = await everywhere(stuck, { hold });
    for (const text of [card, fleet, status]) {
      expect(text.toLowerCase()).toContain('stuck');
      expect(text).not.toContain('n hold');
    }
  });

  it('does not serve everyone where half of them are elsewhere', async () => {
    const { home, status } = await everywhere({ kind: 'watching', since: noon, watchedMs: 0 });
    expect(home).toContain('50% of users are on it, watched');
    expect(status).toContain('has 50% of users and is being watched');
  });
});

describe('a pre-release that a release took along', () => {
  const moving = { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true };
  const canary = prerelease({ kind: 'approved', since: 0 });
  const moves = release(migrating());

  it.each([
    ['/release status board', 'is releasing'],
    ['/release', 'is releasing'],
    ['/prerelease status board', 'is going out with the release that moves'],
  ])('is no second line in %s', async (typed, says) => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, moving };
    for (const one of [canary, moves]) bot.state.releases.set(one.id, one);
    const { text } = await bot.type(typed);
    expect(text).not.toContain('is approved and waits');
    expect(text).toContain(says);
  });
});
