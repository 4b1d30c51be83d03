import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { frontDesk } from '../support/front-desk.ts';
import { noon } from '../support/noon.ts';

const follows = (context: ReturnType<typeof frontDesk>) =>
  context.state.readers.get('U0PRIYA')?.follows;

describe('/release follow', () => {
  it('follows a service, or the one of this channel, and says what comes of it', async () => {
    const context = frontDesk();
    expect(await context.type('/release follow web')).toMatchObject({
      text: 'You follow web. Davy writes to you when a release of it is live or rolled back.',
      buttons: ['Unfollow → release unfollow web', 'Settings → release settings '],
    });
    await context.type('/release follow');
    expect(follows(context)).toEqual(['web', 'board']);
    expect((await context.type('/release follow web')).text).toBe('You follow web already.');
  });

  it('follows one release, by its id or in its thread', async () => {
    const context = frontDesk();
    context.given({ kind: 'soaking', since: context.state.now });
    expect((await context.type('/release follow rel_1')).text).toBe(
      'You follow board 1.42.0. Davy writes to you when it is live or rolled back.',
    );
    expect((await context.mention('unfollow', 'rel_1')).text).toContain(
      'You no longer follow board 1.42.0.',
    );
    expect((await context.mention('follow', 'rel_1')).text).toContain('You follow board 1.42.0.');
    expect(follows(context)).toEqual(['rel_1']);
  });

  it('asks what was meant', async () => {
    const context = frontDesk();
    expect((await context.type('/release follow bord')).text).toContain('Did you mean board?');
    expect((await context.type('/release follow rel_9')).text).toContain(
      'There is no release rel_9',
    );
    expect((await context.type('/release unfollow web')).text).toBe(
      'You do not follow web. Nothing changed.',
    );
    expect(follows(context)).toBeUndefined();
  });

  it('stops at fifty, and says when nothing would be written', async () => {
    const context = frontDesk();
    for (let n = 0; n < 50; n += 1)
      await context
        .deskFor('U0PRIYA', {})
        .changeReader((reader) => ({ ...reader, follows: [...reader.follows, `rel_${n}`] }));
    expect((await context.type('/release follow board')).text).toContain('which is the most');
    await context.type('/release settings tell=none');
    await context.press('release unfollow', 'rel_1');
    await context.deskFor('U0PRIYA', {}).changeReader((reader) => ({ ...reader, follows: [] }));
    expect((await context.type('/release follow board')).text).toContain(
      'nothing is written to you',
    );
  });
});

describe('/release settings', () => {
  it('takes "all" for everything, and a word it does not know for no choice at all', async () => {
    const context = frontDesk();
    expect((await context.type('/release settings tell=all summaries=all')).text).toMatch(
      /^Saved\. Davy writes to you when a release needs you, or .*every work day and every week/,
    );
    expect((await context.type('/release settings tell=evrything')).text).toBe(
      '`tell=` does not know "evrything". ' +
        'It knows needs-me, live, rolled-back, all and none. Nothing changed.',
    );
    expect((await context.type('/release settings follow=bord')).text).toMatch(
      /^`follow=` does not know "bord"\. It knows .*board/,
    );
    expect(context.state.readers.get('U0PRIYA')?.tell).toEqual(['needs-me', 'live', 'rolled-back']);
  });

  it('opens a form that shows what is set', async () => {
    const context = frontDesk();
    await context.type('/release settings follow=board tell=live quiet=22-8 summaries=weekly');
    const settings = commands.find(({ name }) => name === 'release settings');
    const reply = await settings?.run([], context.deskFor('U0PRIYA', {}));
    const form = reply?.kind === 'form' && 'fields' in reply.form ? reply.form : null;
    expect(
      form?.fields.map((field) => [field.name, 'initial' in field ? field.initial : null]),
    ).toEqual([
      ['follow=', ['board']],
      ['tell=', ['live']],
      ['summaries=', ['weekly']],
      ['quiet=', '22:00-8:00'],
    ]);
  });

  it('says what it saved; typed words change only what they name', async () => {
    const context = frontDesk();
    expect((await context.type('/release settings quiet=22:00-8:00')).text).toBe(
      'Saved. Davy writes to you when a release needs you, or one of yours is live, or one ' +
        'of yours is rolled back. Quiet from 22:00 to 8:00.',
    );
    expect(
      (await context.type('/release settings summaries=daily,weekly follow=web')).text,
    ).toContain(
      'You follow web. Summaries come every work day and every week. Quiet from 22:00 to 8:00.',
    );
    expect((await context.type('/release settings quiet=off tell=none')).text).toBe(
      'Saved. Davy writes nothing to you about releases. You follow web. ' +
        'Summaries come every work day and every week.',
    );
  });

  it('takes an empty field of the form for none, and keeps what is followed', async () => {
    const context = frontDesk();
    context.given({ kind: 'soaking', since: context.state.now });
    await context.type('/release follow rel_1');
    await context.type('/release settings follow=board summaries=daily quiet=22-8');
    const settings = commands.find(({ name }) => name === 'release settings');
    await settings?.run(['tell=live'], context.deskFor('U0PRIYA', { door: 'form' }));
    expect(context.state.readers.get('U0PRIYA')).toMatchObject({
      follows: ['rel_1'],
      tell: ['live'],
      daily: false,
      quiet: null,
    });
  });

  it('refuses hours that are none, in the form as in words, and unknown words', async () => {
    const context = frontDesk();
    const settings = commands.find(({ name }) => name === 'release settings');
    expect(settings?.check(['quiet=25-8'], context.services, noon)).toEqual({
      'quiet=': 'Write hours such as 22:00-8:00',
    });
    expect(settings?.check(['quiet=22-8', 'tell=live'], context.services, noon)).toBeNull();
    expect((await context.type('/release settings quiet=always')).text).toContain(
      'not a range of hours',
    );
    expect((await context.type('/release settings loud')).text).toContain('I do not know "loud"');
    expect(context.state.readers.size).toBe(0);
  });
});
