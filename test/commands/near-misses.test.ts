import { describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';

const start = (words: string) => `/prerelease board 1.42.0 ${words}`;
const startWith = (words: string) => `Start With This Note → prerelease board 1.42.0 ${words}`;
const use = (label: string, words: string) =>
  `Use ${label} → prerelease board 1.42.0 --dry-run${words === '' ? '' : ` ${words}`}`;

describe('what was not said exactly starts nothing', () => {
  it.each(['plan', 'dry', 'preview', '--dry-run', 'dry-run', '—dry-run', 'Plan', 'soak=1h plan'])(
    '%s asks for the plan',
    async (words) => {
      const bot = frontDesk();
      expect((await bot.type(start(words))).text).toMatch(/^Plan for board 1\.42\.0\. Nothing was/);
      expect(bot.state.told).toEqual([]);
    },
  );

  it.each<readonly [string, string, string, string, string]>([
    ['dyr', 'dyr', 'dry', '', 'note=dyr'],
    ['previw soak=1h', 'previw', 'preview', 'soak=1h', 'soak=1h note=previw'],
    ['replce', 'replce', 'replace', 'replace', 'note=replce'],
    ['soak: 45m', 'soak: 45m', 'soak=45m', 'soak=45m', 'note=soak: 45m'],
    ['soak:45m', 'soak:45m', 'soak=45m', 'soak=45m', 'note=soak:45m'],
    ['soak 1h30m', 'soak 1h30m', 'soak=1h30m', 'soak=1h30m', 'note=soak 1h30m'],
    ['--servers 2', '--servers 2', 'servers=2', 'servers=2', 'note=--servers 2'],
    ['45m', '45m', 'soak=45m', 'soak=45m', 'note=45m'],
    ['2', '2', 'servers=2', 'servers=2', 'note=2'],
    [
      'new shapes servers: 2',
      'servers: 2',
      'servers=2',
      'new shapes servers=2',
      'note=new shapes servers: 2',
    ],
  ])('%s is asked about', async (words, said, meant, mended, note) => {
    const bot = frontDesk();
    expect(await bot.type(start(words))).toMatchObject({
      text:
        `\`${said}\` would be the note of this pre-release. Did you mean \`${meant}\`? ` +
        'Nothing was started.',
      buttons: [use(meant, mended), startWith(note)],
    });
    expect(bot.state.told).toEqual([]);
    const planned = await bot.press('prerelease', `board 1.42.0 --dry-run ${mended}`);
    expect(planned.text).toMatch(/^Plan for board 1\.42\.0\. Nothing was started\./);
    expect((await bot.press('prerelease', `board 1.42.0 ${note}`)).text).toMatch(/^Started\./);
    const said_ = note.replace(/^.*note=/, '');
    expect(bot.state.told).toMatchObject([{ kind: 'prerelease-requested', note: said_ }]);
  });

  it.each(['shapes', 'shapes that stay dry', 'new shapes, fewer lost strokes'])(
    'a note is a note: %s',
    async (note) => {
      const bot = frontDesk();
      expect((await bot.type(start(note))).text).toMatch(/^Started\. board 1\.42\.0/);
      expect(bot.state.told).toMatchObject([{ note }]);
    },
  );

  it('keeps a note through the plan, whatever it says', async () => {
    const bot = frontDesk();
    const planned = await bot.press('prerelease', 'board 1.42.0 --dry-run note=the new floor plan');
    expect(planned.buttons[0]).toBe(
      'Start Pre-Release → prerelease board 1.42.0 servers=1 soak=4h note=the new floor plan',
    );
    await bot.press('prerelease', 'board 1.42.0 servers=1 soak=4h note=the new floor plan');
    expect(bot.state.told).toMatchObject([{ note: 'the new floor plan' }]);
  });

  it('takes a version with its v, one without its service, and shows the plan first', async () => {
    for (const words of ['board v1.42.0', '1.42.0', 'v1.42.0 soak=1h']) {
      const bot = frontDesk();
      expect((await bot.type(`/prerelease ${words}`)).text).toMatch(/^Plan for board 1\.42\.0\./);
      expect(bot.state.told).toEqual([]);
    }
  });

  it('offers of versions those that were meant, and only their plan', async () => {
    const bot = frontDesk();
    bot.state.builds = ['1.42.10', '1.42.9', '1.42.0', '1.41.9'].map((one) => build(one));
    expect(await bot.type('/prerelease board 1.42')).toMatchObject({
      text: 'board has no build 1.42. Did you mean 1.42.10 or 1.42.9?',
      buttons: [
        'Use 1.42.10 → prerelease board 1.42.10 --dry-run',
        'Use 1.42.9 → prerelease board 1.42.9 --dry-run',
      ],
    });
    expect((await bot.type('/prerelease board 7.0.0 new shapes')).buttons).toEqual([
      'Use 1.42.10 → prerelease board 1.42.10 --dry-run new shapes',
    ]);
  });

  it('takes a length of time in hours and minutes wherever one is typed', async () => {
    const bot = frontDesk();
    await bot.type(start('soak=1h30m'));
    expect(bot.state.told).toMatchObject([{ plan: { soakMs: 90 * 60_000 } }]);
  });
});

describe('/rollback to a version', () => {
  it('that never served offers no other in its place at one press', async () => {
    const bot = frontDesk();
    const asked = await bot.type('/rollback board 1.40.2 strokes get lost');
    expect(asked.text).toBe(
      'board 1.40.2 never served everyone, so nobody goes back to it. Nothing changed yet: a ' +
        'button here moves everyone on board from 1.41.2 to that build, and locks board.',
    );
    expect(asked.buttons).toEqual([
      'Everyone to 1.40.0 → rollback board 1.40.0 strokes get lost',
      'Everyone to 1.41.1 → rollback board 1.41.1 strokes get lost',
      'Cancel',
    ]);
    expect(bot.state.told).toEqual([]);
  });

  it('offers what is, where there is no build to go back to', async () => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, lastGood: [] };
    const asked = await bot.type('/rollback board 9.9.9');
    expect(asked.text).toBe(
      'board 9.9.9 never served everyone, so nobody goes back to it. ' +
        'No older build of board is known to go back to. Nothing changed.',
    );
    expect(asked.buttons).toEqual(['Show Status → release status board']);
  });

  it('is taken with its v, and without its service', async () => {
    for (const words of ['board v1.41.1 strokes', '1.41.1 strokes'])
      expect((await frontDesk().type(`/rollback ${words}`)).buttons[0]).toBe(
        'Roll Back → rollback board 1.41.1 strokes',
      );
  });

  it('means the build that shall go back, where that is what was named', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 1 });
    const asked = await bot.type('/rollback board 1.42.0 strokes get lost');
    expect(asked.buttons).toEqual([
      expect.stringMatching(/^Roll Back → rollback rel_1\.\d+ strokes get lost$/),
      'Cancel',
    ]);
    expect((await frontDesk().type('/rollback board 1.41.2 strokes')).buttons[0]).toBe(
      'Roll Back → rollback board 1.41.1 strokes',
    );
  });
});
