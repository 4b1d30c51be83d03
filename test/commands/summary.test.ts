import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { nine, wentBack, wentLive } from '../support/books.ts';
import { frontDesk } from '../support/front-desk.ts';

function desk() {
  const made = frontDesk();
  made.state.chronicles = [...wentLive('board', '1.42.0'), wentBack('web', '9')];
  made.state.now = nine + 4 * 3_600_000;
  return made;
}

describe('/release summary', () => {
  it('tells the last seven days, or what was asked for', async () => {
    expect((await desk().type('/release summary')).text).toBe(
      'Releases, Nov 14 to 20: 1 release reached all users, 1 was rolled back.',
    );
    expect((await desk().type('/release summary today')).text).toContain(
      'Releases today, Nov 20: 1 release reached all users, 1 was rolled back. ' +
        'Nothing waits for approval.',
    );
    expect((await desk().type('/release summary month web')).text).toBe(
      'Releases of web, Oct 24 to Nov 20: No release reached all users, 1 was rolled back.',
    );
    expect((await desk().type('/release summary board week')).text).toContain('Releases of board');
  });

  it('checks every word: what it does not know is asked about, and never left out', async () => {
    expect((await desk().type('/release summary year')).text).toBe(
      'I know no service and no period "year". Say today, week or month: `/release summary month`',
    );
    expect((await desk().type('/release summary board quarter')).text).toBe(
      'I know no service and no period "quarter". Say today, week or month: ' +
        '`/release summary board month`',
    );
    expect((await desk().type('/release summary bord')).text).toContain('board');
  });

  it('leads to the thread of what happened today', async () => {
    const front = desk();
    front.state.messages.set('build:board@1.42.0', [
      {
        subject: 'build:board@1.42.0',
        kind: 'card',
        channel: 'C0RELEASES',
        thread: null,
        ts: '1.2',
        hash: '',
      },
    ]);
    const reply = await commands
      .find(({ name }) => name === 'release summary')
      ?.run(['today'], front.deskFor('U0MAX', {}));
    expect(JSON.stringify(reply)).toContain('https://acme.slack.example/archives/C0RELEASES/p12');
  });

  it('says which service was meant', async () => {
    expect((await desk().type('/release summary week bord')).text).toContain('Did you mean board?');
  });

  it('can be shared by a button, which says the same words', async () => {
    const front = desk();
    expect((await front.type('/release summary week board')).buttons).toEqual([
      'release summary share week board',
    ]);
    expect((await front.press('release summary', 'share week board')).text).toContain('Shared in');
    expect(front.state.shared).toEqual([
      { span: 'week', last: '2026-11-20', service: 'board', channel: 'C0RELEASES' },
    ]);
  });

  it('is shared where releases are at home, wherever it was asked for', async () => {
    const front = desk();
    await front.type('/release summary today share', 'U0PRIYA', { channel: 'C0SECRET' });
    await front.type('/release summary today share', 'U0PRIYA', { channel: 'C0WEB' });
    expect(front.state.shared).toMatchObject([
      { channel: 'C0RELEASES', service: null },
      { channel: 'C0WEB' },
    ]);
  });
});
