import { describe, expect, it } from 'vitest';
import type { RegisteredBuild } from '../../src/release/state/build.ts';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';
import { change, changelog } from '../support/changelogs.ts';

/** A desk whose repository answers with what was asked for. */
function desk() {
  const front = frontDesk();
  const asked: string[] = [];
  front.state.compare = (build: RegisteredBuild, from?: RegisteredBuild) => {
    asked.push(`${from?.version ?? 'live'}..${build.version}`);
    return {
      kind: 'known',
      log: changelog({
        from: { version: from?.version ?? '1.41.2', commit: 'a' },
        to: { version: build.version, commit: 'b' },
      }),
    };
  };
  return { front, asked };
}

describe('/release changes', () => {
  it.each([
    ['board', '1.41.2..1.42.0'],
    ['', '1.41.2..1.42.0'],
    ['board 1.42.0', '1.41.2..1.42.0'],
    ['board 1.41.1..1.42.0', '1.41.1..1.42.0'],
    ['board 1.41.1...1.42.0', '1.41.1..1.42.0'],
    ['board 1.41.1…1.42.0', '1.41.1..1.42.0'],
    ['board 1.41.1 1.42.0', '1.41.1..1.42.0'],
    ['board 1.41.1 .. 1.42.0', '1.41.1..1.42.0'],
    ['board ..1.41.1', '1.41.2..1.41.1'],
    ['board 1.41.1..', '1.41.1..1.41.2'],
    ['board “1.41.1..1.42.0”', '1.41.1..1.42.0'],
    ['board 1.41.1.."1.42.0".', '1.41.1..1.42.0'],
  ])('%s compares %s', async (words, range) => {
    const { front, asked } = desk();
    const answer = await front.type(`/release changes ${words}`.trim());
    expect(asked).toEqual([range]);
    expect(answer.text).toMatch(
      new RegExp(
        String.raw`^What changes in board from .* to .*: 7 changes by 3 people\. Needs care: ` +
          String.raw`1 migration, reversible\.`,
      ),
    );
  });

  it('compares what runs with what was live when it began, in its thread', async () => {
    const { front, asked } = desk();
    front.given({ kind: 'soaking', since: front.state.now }, { target: build('1.41.1') });
    expect((await front.mention('changes', 'rel_1')).text).toContain(
      'What changes in board from 1.41.1 to 1.42.0',
    );
    expect(asked).toEqual(['1.41.1..1.42.0']);
  });

  it('is shared by a button, in the channel of the service', async () => {
    const { front } = desk();
    const { buttons } = await front.type('/release changes board 1.41.1..1.42.0', 'U0PRIYA', {
      channel: 'C0ELSEWHERE',
    });
    expect(buttons).toEqual(['release changes share board 1.41.1..1.42.0']);
    expect((await front.press('release changes', 'share board 1.41.1..1.42.0')).text).toBe(
      'Shared in this channel.',
    );
    expect(front.state.shared).toEqual([
      { service: 'board', from: '1.41.1', to: '1.42.0', channel: 'C0RELEASES' },
    ]);
  });

  it.each([
    ['wbe', 'There is no service "wbe". Did you mean web?'],
    ['board 9.9.9', 'board has no build 9.9.9. The newest are 1.42.0, 1.41.2, 1.41.1, 1.40.0.'],
    [
      'board 9.9.9..1.42.0',
      'board has no build 9.9.9. The newest are 1.42.0, 1.41.2, 1.41.1, 1.40.0.',
    ],
    ['board --all..1.42.0', 'board has no build --all. The newest are'],
    [
      'board 1.42.0..1.42.0',
      'That is the same build twice: board 1.42.0. Name two: `/release changes board ' +
        '1.41.2..1.42.0`',
    ],
    ['web', 'Nothing of web is running or ready, so there is nothing to compare.'],
    [`board ${'9'.repeat(5_000)}`, `board has no build ${'9'.repeat(40)}… `],
  ])('%.40s is answered', async (words, text) => {
    const { front, asked } = desk();
    expect((await front.type(`/release changes ${words}`)).text.slice(0, text.length)).toBe(text);
    expect(asked).toEqual([]);
  });

  it('says why nothing can be compared, and offers to try again where that may help', async () => {
    const { front } = desk();
    front.state.compare = () => ({ kind: 'none', why: 'no-source' });
    expect(await front.type('/release changes board')).toMatchObject({
      text: 'davy.yml names no source of board.',
      buttons: [],
    });
    front.state.compare = () => ({
      kind: 'unread',
      because: 'Git failed while fetching /srv/board.git: repository does not exist',
    });
    expect(await front.type('/release changes board 1.42.0')).toMatchObject({
      text:
        'Git failed while fetching /srv/board.git: repository does not exist. Nothing ' +
        'changed. Try again in a moment.',
      buttons: ['Try Again → release changes board 1.41.2..1.42.0'],
    });
  });
});

describe('/prerelease board', () => {
  it('says how much changes before it is started', async () => {
    const { front } = desk();
    expect((await front.type('/prerelease board')).text).toContain(
      'board 1.42.0 is the newest ready build: 7 changes (needs care: 1 migration, ' +
        'reversible), 212 checks passed.',
    );
    front.state.compare = () => ({
      kind: 'known',
      log: changelog({ changes: [], removed: [change('Zoom')] }),
    });
    expect((await front.type('/prerelease board')).text).toContain(
      'ready build: 0 changes, 1 change no longer included, 212 checks passed.',
    );
    front.state.compare = () => ({ kind: 'unread', because: 'Git failed' });
    expect((await front.type('/prerelease board')).text).toContain(
      'ready build: 212 checks passed.',
    );
  });
});
