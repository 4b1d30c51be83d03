import { describe, expect, it } from 'vitest';
import { isOlder } from '../../src/release/state/build.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { build, line, prerelease } from '../support/a-release.ts';
import { change, changelog } from '../support/changelogs.ts';
import { frontDesk } from '../support/front-desk.ts';
import { minute, noon } from '../support/noon.ts';
import { good } from '../support/readings.ts';
import { watch } from '../support/release-parts.ts';
import { story } from '../support/thread-samples.ts';

/** 1.44.0 is live; 1.43.0 never served and is older. */
function desk() {
  const bot = frontDesk();
  bot.state.builds = ['1.44.0', '1.43.0', '1.42.0'].map((version) => build(version));
  bot.state.images = new Set(bot.state.builds.map(({ image }) => image));
  bot.state.line = { ...bot.state.line, live: build('1.44.0'), lastGood: [build('1.42.0')] };
  bot.state.compare = () => ({
    kind: 'known',
    log: changelog({ changes: [], removed: Array.from({ length: 5 }, () => change('Shapes')) }),
  });
  return bot;
}

describe('a build that is older than what is live', () => {
  it('does not start as if it were new: what it takes away is said, and asked about', async () => {
    const bot = desk();
    const answer = await bot.type('/prerelease board 1.43.0 soak=2h trying');
    expect(answer.text).toBe(
      'Takes 5 changes away: 1.43.0 is older than 1.44.0, which is live. Nothing has started yet.',
    );
    expect(answer.buttons).toEqual([
      'Start Older Build → prerelease board 1.43.0 soak=7200s older note=trying',
      'Cancel',
    ]);
    expect(bot.state.releases.size).toBe(0);
  });

  it('starts on its own word, once that was confirmed', async () => {
    const bot = desk();
    expect((await bot.type('/prerelease board 1.43.0 older')).text).toMatch(/^Plan for board 1/);
    expect(bot.state.releases.size).toBe(0);
    expect((await bot.press('prerelease', 'board 1.43.0 older note=x')).text).toMatch(/^Started/);
    expect([...bot.state.releases.values()]).toMatchObject([{ note: 'x' }]);
  });

  it('takes the word beside the others that come before the note', async () => {
    const bot = desk();
    await bot.press('prerelease', 'board 1.43.0 queued older and more');
    expect([...bot.state.releases.values()]).toMatchObject([{ note: 'and more' }]);
  });

  it('is no way round a rollback: what served before is gone back to', async () => {
    const { text } = await desk().press('prerelease', 'board 1.42.0 older');
    expect(text).toContain('/rollback board 1.42.0');
  });

  it('is offered neither by the form nor by its card', async () => {
    const bot = desk();
    expect((await bot.type('/prerelease')).text).toContain('No build of board is ready');
    const [card] = messagesOf(
      story({ build: build('1.43.0'), line: line({ live: build('1.44.0') }) }),
    );
    const drawn = JSON.stringify(card?.content);
    expect(drawn).not.toContain('prerelease start');
    expect(drawn).toContain('Older than 1.44.0');
  });

  it('is titled with what it takes away, on its card and where its approval is asked', () => {
    const log = changelog({
      changes: [change('Shapes')],
      removed: [change('Shapes'), change('Shapes'), change('Shapes')],
    });
    const older = build('1.43.0');
    const soaked = watch(good, { creditedMs: 240 * minute });
    const drawn = messagesOf(
      story({
        build: older,
        line: line({ live: build('1.44.0') }),
        prerelease: prerelease({ kind: 'waiting', since: noon }, { build: older, watch: soaked }),
        changelog: log,
      }),
    );
    const titles = drawn.flatMap(({ kind, content }) => {
      const [first] = content.rich;
      return ['card', 'approval'].includes(kind) && first?.type === 'header'
        ? [first.text.text]
        : [];
    });
    expect(titles).toEqual([
      'Takes 3 changes away, brings 1: board 1.43.0 waits for approval, 0 of 2',
      'Takes 3 changes away, brings 1: Approval needed: release board 1.43.0 to everyone',
    ]);
    const said = JSON.stringify(drawn.find(({ kind }) => kind === 'changelog')?.content);
    expect(said.indexOf('gone')).toBeLessThan(said.indexOf('list'));
  });
});

it.each([
  ['1.43.0', '1.44.0', true],
  ['1.44.0', '1.43.9', false],
  ['1.9', '1.10', true],
  ['1.10', '1.10.1', true],
  ['v2.0.0', '1.99.0', false],
  ['board@1.2.3', 'board@1.2.4+7', true],
  ['nightly', '1.0.0', false],
])('%s before %s: %s', (one, than, older) => {
  expect(isOlder(build(one), build(than))).toBe(older);
});

it('goes by when CI told of it where versions say nothing', () => {
  const early = build('a1b2', { registeredAt: 1 });
  expect(isOlder(early, build('c3d4', { registeredAt: 2 }))).toBe(true);
  expect(isOlder(build('1.0.0+2', { registeredAt: 1 }), build('1.0.0', { registeredAt: 2 }))).toBe(
    true,
  );
});
