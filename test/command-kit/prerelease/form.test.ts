import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { formView } from '../../../src/views/blocks/form.ts';
import { build } from '../../support/a-release.ts';
import { frontDesk } from '../../support/front-desk.ts';
import { noon } from '../../support/noon.ts';
import { worded } from '../../../src/release/state/worded.ts';

const prerelease = commands.find(({ name }) => name === 'prerelease');

async function formOf(
  bot: ReturnType<typeof frontDesk>,
  words: readonly string[],
  name = 'prerelease',
  channel = 'C0RELEASES',
) {
  const reply = await commands
    .find((command) => command.name === name)
    ?.run(words, bot.deskFor('U0PRIYA', { channel }));
  if (reply?.kind !== 'form') throw new Error('no form opened');
  return formView(reply.form, '{}');
}

const fields = (view: Awaited<ReturnType<typeof formOf>>) =>
  Object.fromEntries(
    view.blocks.flatMap((block) => ('element' in block ? [[block.block_id, block.element]] : [])),
  );

describe('the form of /prerelease', () => {
  it('opens with the service of the channel, its newest ready build, the usual plan', async () => {
    const view = await formOf(frontDesk(), []);
    expect(view.callback_id).toBe('prerelease');
    expect(fields(view)).toMatchObject({
      build: { initial_option: { value: 'board 1.42.0' } },
      'servers=': { initial_value: '1' },
      'soak=': { initial_value: '4h' },
      note: { multiline: true },
    });
  });

  it('offers every service where none is linked', async () => {
    const bot = frontDesk();
    bot.state.builds = [
      ...bot.state.builds,
      build('9.0.0', { service: 'web', image: 'sha256:web9' }),
    ];
    const view = await formOf(bot, [], 'prerelease', '');
    expect(fields(view)['build']).toMatchObject({
      option_groups: [
        { label: { text: 'board' } },
        { label: { text: 'web' }, options: [{ value: 'web 9.0.0' }] },
      ],
    });
  });

  it('opens again with what was said, from a card or an answer', async () => {
    const view = await formOf(
      frontDesk(),
      ['board', '1.42.0', 'soak=2h', 'servers=3', 'trying', 'shapes'],
      'prerelease change',
    );
    expect(fields(view)).toMatchObject({
      build: { initial_option: { value: 'board 1.42.0' } },
      'servers=': { initial_value: '3' },
      'soak=': { initial_value: '2h' },
      note: { initial_value: 'trying shapes' },
    });
  });

  it('says what is wrong while it is open', () => {
    const { services } = frontDesk();
    expect(prerelease?.check(['board', '1.42.0', 'servers=9', 'soak=4h'], services, noon)).toEqual({
      'servers=': 'servers=9 is too many. Use 1 to 4. Example: servers=1',
    });
    expect(prerelease?.check(['board', '1.42.0', 'servers=1', 'soak=45'], services, noon)).toEqual({
      'soak=': 'soak=45 needs a unit. Try soak=45m.',
    });
    expect(
      prerelease?.check(
        ['board', '1.42.0', 'servers=1', 'soak=4h', 'cart=new', 'plan'],
        services,
        noon,
      ),
    ).toBeNull();
  });

  it('starts what was chosen, and keeps the words for another try when it cannot', async () => {
    const bot = frontDesk();
    const words = ['board', '1.42.0', 'servers=2', 'soak=1h', 'cart=new'];
    bot.state.images.clear();
    const refused = await prerelease?.run(words, bot.deskFor('U0PRIYA', { door: 'form' }));
    expect(refused).toMatchObject({
      kind: 'whisper',
      choices: [{ label: 'Change Options', value: words.join(' ') }],
    });
    bot.state.images.add('ami-1.42.0');
    await prerelease?.run(words, bot.deskFor('U0PRIYA', { door: 'form' }));
    expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({
      note: 'cart=new',
      plan: { servers: 2, soakMs: 3_600_000 },
    });
  });

  it('says so when there is nothing to start', async () => {
    const bot = frontDesk();
    bot.state.builds = [build('1.43.0', { checks: { passed: 1, failed: 3 } })];
    bot.state.messages.set('build:board@1.43.0', [
      {
        subject: 'build:board@1.43.0',
        kind: 'card',
        channel: 'C0RELEASES',
        thread: null,
        ts: '1.1',
        hash: '',
      },
    ]);
    expect(await bot.type('/prerelease')).toMatchObject({
      text: 'No build of board is ready. The newest, 1.43.0, failed 3 checks.',
      buttons: ['View Build'],
    });
    expect((await bot.type('/prerelease', 'U0PRIYA', { channel: '' })).text).toBe(
      'No build is ready. Davy looked at board, web.',
    );
  });
});

describe('the plan', () => {
  it('shows what would happen, and starts nothing', async () => {
    const bot = frontDesk();
    bot.state.roster = { whiteboard: ['U0PRIYA', 'U0ANA'] };
    const answer = await bot.type('/prerelease board 1.42.0 servers=2 soak=1h plan');
    expect(answer.text).toContain(
      'Plan for board 1.42.0. Nothing was started.\n1. 2 servers beside 1.41.2, watched for 1 h',
    );
    expect(answer.text).toContain(
      'Approval: 1 of whiteboard (U0ANA). Your own approval does not count.',
    );
    expect(answer.text).toContain('3. Everyone moves in 3 batches: 10%, 50%, 100%');
    expect(answer.text).toMatch(/It would start now\.$/);
    expect(answer.buttons).toEqual([
      'Start Pre-Release → prerelease board 1.42.0 servers=2 soak=1h',
      'Close',
    ]);
    expect(bot.state.told).toEqual([]);
  });

  it('says what would refuse it', async () => {
    const bot = frontDesk();
    bot.state.line = {
      ...bot.state.line,
      lock: { reason: worded('errors'), since: bot.state.now, release: 'rel_0' },
    };
    const answer = await bot.type('/prerelease board plan');
    expect(answer.text).toMatch(
      /It would be refused now: board is locked: errors\. End it with `\/release unlock board`\.$/,
    );
    expect(answer.buttons).toEqual(['Close']);
  });
});
