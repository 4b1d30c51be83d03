import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { prereleaseCommand } from '../../commands/prerelease.ts';
import { serviceMessagesOf } from '../../src/views/service/service-messages.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { blocked, line, prerelease } from '../support/a-release.ts';
import { deskServices } from '../support/desk-services.ts';
import { frontDesk } from '../support/front-desk.ts';
import { noon } from '../support/noon.ts';
import { boardService, story } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';
import { gallery } from '../views/gallery.ts';

const lock = { reason: worded('errors'), since: noon, release: 'rel_PRE' };

describe('a form', () => {
  const waits = { kind: 'waiting', since: 0 } as const;

  it('opens for nobody whose words would be refused', async () => {
    const bot = frontDesk();
    bot.given(waits);
    const decline = (who: string) => bot.press('release decline', 'rel_1.3', who);
    expect((await decline('U0ANA')).form).toMatch(/^release decline/);
    expect((await decline('U0STRANGER')).text).toContain('whiteboard');
    bot.given({ kind: 'declined', at: 0, because: worded('no'), by: null });
    expect(await decline('U0ANA')).toMatchObject({ form: null });
  });

  it.each(['release hold', 'release by-hand'])(
    'does not open for what is over: %s',
    async (name) => {
      const bot = frontDesk();
      bot.given({ kind: 'stopped', at: 0, because: worded('no'), by: null });
      const { form, text } = await bot.press(name, 'rel_1.3');
      expect(form).toBe(null);
      expect(text).toContain('already');
    },
  );

  it.each([
    ['release hold', 'rel_1.3'],
    ['release by-hand', 'rel_1.3'],
    ['release unlock', 'board'],
    ['prerelease', ''],
    ['prerelease change', 'board 1.42.0'],
  ])('opens for no guest: %s', async (name, value) => {
    const bot = frontDesk();
    bot.given({
      kind: 'stuck',
      since: 0,
      because: worded('x'),
      from: { kind: 'soaking', since: 0 },
    });
    bot.state.line = { ...bot.state.line, lock };
    expect(await bot.press(name, value, 'U0GUEST')).toMatchObject({ form: null });
  });

  it('opens for a freeze for those who may freeze', async () => {
    const bot = frontDesk();
    expect((await bot.type('/release freeze board', 'U0STRANGER')).text).toContain('can freeze');
    expect((await bot.type('/release freeze board', 'U0ANA')).form).toMatch(/^release freeze/);
  });

  it('does not open where Davy could not post', async () => {
    const bot = frontDesk();
    bot.state.closed.add('C0RELEASES');
    expect(await bot.press('prerelease change', 'board 1.42.0')).toMatchObject({ form: null });
  });

  it('shows every wrong field at once', () => {
    const wrong = prereleaseCommand.check(
      ['board', '1.42.0', 'servers=200', 'soak=45', 'a note'],
      deskServices(() => ['whiteboard']),
      noon,
    );
    expect(Object.keys(wrong ?? {})).toEqual(['servers=', 'soak=']);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['release freeze', ['board', 'soonish'], ['until', 'reason']],
    ['release freeze', ['board', 'soonish', 'holiday', 'sale'], ['until']],
    ['release freeze', ['board', '2020-01-01', '9:00', 'sale'], ['until']],
    ['release freeze', ['board', '2199-01-01', 'sale'], ['until']],
    ['release freeze', ['board', 'mon', '9:00'], ['reason']],
    ['release freeze', ['board', 'mon', '9:00', 'sale'], []],
    ['release error', ['rel_1', '7', 'known', '2020-01-01'], ['until', 'reason']],
    ['release error', ['rel_1', '7', 'known', '2199-01-01', 'flaky'], ['until']],
    ['release error', ['rel_1', '7', 'ours-blocks'], []],
  ])('shows what is wrong in the form of %s: %j', (name, words, fields) => {
    const wrong = commands.find((one) => one.name === name)?.check(words, {}, noon);
    expect(Object.keys(wrong ?? {})).toEqual(fields);
  });

  it('opens for no service that takes nothing new, and says why', async () => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, lock };
    const { form, text } = await bot.press('prerelease change', 'board 1.42.0');
    expect(form).toBeNull();
    expect(text).toContain('locked');
  });
});

describe('who unlocked a service, and why', () => {
  it('is said in its channel, once', async () => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, lock };
    await bot.type('/release unlock board fixed in 1.42.1', 'U0ANA');
    const facts = { line: bot.state.line, service: boardService, now: bot.state.now };
    const [message] = serviceMessagesOf(facts);
    expect(message).toMatchObject({ place: 'channel', post: true });
    expect(JSON.stringify(message?.content)).toMatch(
      /board was unlocked by ANA.*fixed in 1\.42\.1.*Locked since.*errors/s,
    );
  });

  it('is asked by one question: the button has none of its own', () => {
    const drawn = JSON.stringify(messagesOf(gallery['page rolled back'] ?? story()));
    expect(drawn).toContain('"release unlock"');
    expect(drawn).not.toContain('Keep Locked');
  });
});

describe('Roll Back', () => {
  const buttons = (name: string) =>
    messagesOf(gallery[name] ?? story()).flatMap(({ content }) =>
      content.rich.flatMap((block) => (block.type === 'actions' ? block.elements : [])),
    );

  it('is not offered beside Stop Pre-Release while nothing is wrong', () => {
    const shown = JSON.stringify(buttons('soaking healthy'));
    expect(shown).toContain('Stop Pre-Release');
    expect(shown).not.toContain('Roll Back');
  });

  it('is red, and says that it blocks and locks, once something is', () => {
    const found = buttons('new error').find((one) => JSON.stringify(one).includes('Roll Back'));
    expect(found).toMatchObject({ style: 'danger', text: { text: 'Roll Back and Block' } });
    expect(JSON.stringify(found)).toMatch(/may not be released again, and board stays locked/);
  });
});

it('an early approval is warned of what the question warns of', () => {
  const soaking = prerelease({ kind: 'soaking', since: noon }, { contains: ['1.41.2'] });
  const bars = line({ blocked: [blocked({ version: '1.41.2', image: 'ami-x', commit: 'x' })] });
  const card = (drawn: Parameters<typeof messagesOf>[0]) =>
    JSON.stringify(messagesOf(drawn).find(({ kind }) => kind === 'card')?.content);
  const facts = story({ prerelease: soaking, line: bars, errors: [] });
  expect(card(facts)).toContain('Approve Early');
  expect(card(facts)).toMatch(/:warning: .*1\.41\.2/);
  expect(card(story({ prerelease: soaking }))).not.toContain(':warning:');
});
