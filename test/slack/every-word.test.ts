import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { davyInSlack } from '../support/davy-in-slack.ts';
import { pattern } from '../support/pattern.ts';

let bot: Awaited<ReturnType<typeof davyInSlack>>;
beforeEach(async () => {
  bot = await davyInSlack();
});
afterEach(() => bot.stop());

/**
 * Every word people type, while the pre-release rel_1 of board 1.42.0 soaks, and how its answer
 * begins.
 */
const typed: Readonly<Record<string, readonly [said: string, answer: RegExp]>> = {
  prerelease: [
    '/prerelease board 1.42.0',
    /^board 1\.42\.0 is soaking, healthy: 4 h left\. Started by Priya\. Nothing changed\.$/,
  ],
  'prerelease status': [
    '/prerelease status board',
    /^board 1\.42\.0 is soaking, healthy: 4 h left\.$/,
  ],
  'prerelease stop': [
    '/prerelease stop board wrong branch',
    pattern(
      /^This stops the pre-release of board 1\.42\.0\. Its users go back to 1\.41\.2\. Reason: /,
      /wrong branch\.$/,
    ),
  ],
  'release status': ['/release status board', /^board: 1\.41\.2 is live\./],
  'release start': [
    '/release start board',
    /^board 1\.42\.0 is soaking; it has not soaked long enough\. Nothing changed\.$/,
  ],
  'release cancel': [
    '/release cancel board not on a Friday',
    pattern(
      /^board 1\.42\.0 is a pre-release; its release has not started\. /,
      /Use \/prerelease stop board to end it\. Nothing changed\.$/,
    ),
  ],
  'release approve': [
    '/release approve rel_1',
    /^Your approval of board 1\.42\.0 is recorded\. It counts when the soak has passed\.$/,
  ],
  'release decline': [
    '/release decline rel_1 shapes jump',
    /^You declined board 1\.42\.0: shapes jump\.$/,
  ],
  'release accept': [
    '/release accept rel_1 nobody is there at night',
    /^board 1\.42\.0 waits for no proof/,
  ],
  'release undo': [
    '/release undo board',
    /^You have not approved board 1\.42\.0, so there is nothing to undo\. Nothing changed\.$/,
  ],
  'release ask': [
    '/release ask board',
    /^board 1\.42\.0 waits for no approval\. Nothing changed\.$/,
  ],
  'release hold': [
    '/release hold board 15m slow query',
    /^board 1\.42\.0 is on hold until 09:15 UTC: slow query\. It goes on by itself then\.$/,
  ],
  'release resume': [
    '/release resume board',
    /^board 1\.42\.0 is not on hold\. Nothing changed\.$/,
  ],
  'release slower': [
    '/release slower board',
    /^board 1\.42\.0 is a pre-release: it moves nobody in batches\. Nothing changed\.$/,
  ],
  'release faster': [
    '/release faster board',
    /^board 1\.42\.0 is a pre-release: it moves nobody in batches\. Nothing changed\.$/,
  ],
  'release take-over': ['/release take-over board', /^You own board 1\.42\.0 now\.$/],
  'release answer': [
    '/release answer board',
    /^Nobody is called for board 1\.42\.0 now\. Nothing changed\.$/,
  ],
  'release why': [
    '/release why board',
    /^board 1\.42\.0 is soaking, healthy: 4 h left\. It waits for:/,
  ],
  'release changes': ['/release changes board', /^davy\.yml names no source of board\.$/],
  'release summary': ['/release summary week', /^Releases, Nov 15 to 21: No release reached users/],
  'release follow': ['/release follow board', /^You follow board\./],
  'release unfollow': ['/release unfollow board', /^You do not follow board\. Nothing changed\.$/],
  'release settings': ['/release settings', /^form: release settings$/],
  'release tickets': [
    '/release tickets board',
    /^No tickets are known of the last releases of board\./,
  ],
  'release unlock': [
    '/release unlock board the cause is fixed',
    /^board is not locked\. Nothing changed\.$/,
  ],
  'release live': [
    '/release live board 1.41.2',
    /^board 1\.41\.2 is live already\. Nothing changed\.$/,
  ],
  'release freeze': [
    '/release freeze board until mon 9:00 holiday sale',
    /^board is frozen until .* UTC: holiday sale\./,
  ],
  'release run': [
    '/release run board clear-cache',
    /^board has no jobs: davy\.yml names none\. Nothing changed\.$/,
  ],
  'release unfreeze': ['/release unfreeze board', /^board is not frozen\. Nothing changed\.$/],
  'release refresh': ['/release refresh board', /^The messages of board 1\.42\.0 are updated\.$/],
  'release mine': ['/release', /^Nothing waits for you\. Running now:/],
  'release history': ['/release history board', /^The newest of board\./],
  'release rehearse': [
    '/release rehearse board',
    /^Limits judge board, and nothing of it is counted/,
  ],
  'release who': ['/release who board', /^board\. On call: nobody now\. Approvers of whiteboard:/],
  'release errors': [
    '/release errors board',
    /^No error of board is known: each new one counts\.$/,
  ],
  'release services': ['/release services', /^board: 1\.41\.2 is live\./],
  'release test': ['/release test board', /^A test message .* board\./],
  'release help': ['/release help', /^Start a build: \/prerelease board 1\.42\.0/],
  rollback: [
    '/rollback board strokes get lost',
    /^This moves all users of board from 1\.42\.0 back to 1\.41\.2\./,
  ],
};

/** The same verbs in the thread of that pre-release, and how their answer begins. */
const mentioned: Readonly<Record<string, readonly [said: string, answer: RegExp]>> = {
  'prerelease stop': ['stop wrong branch', /^This stops the pre-release of board 1\.42\.0\./],
  'release status': ['status', /^board 1\.42\.0 is soaking, healthy: 4 h left\./],
  'release start': ['start', /^board 1\.42\.0 is soaking; it has not soaked long enough\./],
  'release cancel': ['cancel', /^board 1\.42\.0 is a pre-release; its release has not started\./],
  'release approve': ['approve', /^Your approval of board 1\.42\.0 is recorded\./],
  'release decline': ['decline shapes jump', /^You declined board 1\.42\.0: shapes jump\.$/],
  'release accept': ['accept nobody is there at night', /^board 1\.42\.0 waits for no proof/],
  'release undo': ['undo', /^You have not approved board 1\.42\.0/],
  'release ask': ['ask', /^board 1\.42\.0 waits for no approval\./],
  'release hold': [
    'hold 15m slow query',
    /^board 1\.42\.0 is on hold until 09:15 UTC: slow query\./,
  ],
  'release resume': ['resume', /^board 1\.42\.0 is not on hold\./],
  'release slower': ['slower', /^board 1\.42\.0 is a pre-release: it moves nobody in batches\./],
  'release faster': ['faster', /^board 1\.42\.0 is a pre-release: it moves nobody in batches\./],
  'release take-over': ['take-over', /^You own board 1\.42\.0 now\.$/],
  'release answer': ['answer', /^Nobody is called for board 1\.42\.0 now\. Nothing changed\.$/],
  'release why': ['why', /^board 1\.42\.0 is soaking, healthy: 4 h left\. It waits for:/],
  'release changes': ['changes', /^davy\.yml names no source of board\.$/],
  'release follow': ['follow', /^You follow board 1\.42\.0\./],
  'release unfollow': ['unfollow', /^You do not follow board 1\.42\.0\. Nothing changed\.$/],
  'release tickets': ['tickets', /^No tickets are known of board 1\.42\.0\.$/],
  'release unlock': ['unlock the cause is fixed', /^board is not locked\. Nothing changed\.$/],
  'release refresh': ['refresh', /^The messages of board 1\.42\.0 are updated\.$/],
  'release history': ['history', /^The newest of board\./],
  'release who': ['who', /^board\. On call: nobody now\./],
  'release actions': ['actions', /^board 1\.42\.0 is soaking, healthy: 4 h left\.$/],
  'release postpone': [
    'postpone load test',
    /^No rollback of board 1\.42\.0 is postponed\. Nothing changed\.$/,
  ],
  'release retry': ['retry', /^board 1\.42\.0 is not stuck\. Nothing changed\.$/],
  'release by-hand': ['done moved it myself', /^board 1\.42\.0 is not stuck\. Nothing changed\.$/],
  'release help': ['help', /^In the thread of a release, mention me\./],
  rollback: [
    'rollback strokes get lost',
    /^This moves all users of board from 1\.42\.0 back to 1\.41\.2\. Reason: strokes get lost\.$/,
  ],
};

describe('every word of /prerelease, /release and /rollback', () => {
  it('is typed here', () => {
    expect(Object.keys(typed).toSorted()).toEqual(
      commands
        .filter((command) => command.typed)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it.each(Object.entries(typed))('"%s" is answered in Slack', async (_, [said, answer]) => {
    bot.desk.given({ kind: 'soaking', since: bot.desk.state.now });
    expect((await bot.types('U0ANA', said)).text).toMatch(answer);
    expect(bot.logged.filter(({ level }) => level !== 'debug')).toEqual([]);
  });
});

describe('every verb in a thread', () => {
  it('is said here', () => {
    expect(Object.keys(mentioned).toSorted()).toEqual(
      commands
        .filter((command) => command.inThread !== null)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it.each(Object.entries(mentioned))(
    '"%s" is answered in that thread',
    async (name, [said, answer]) => {
      bot.desk.given({ kind: 'soaking', since: bot.desk.state.now });
      const ts = await bot.opensThread('rel_1');
      expect(commands.find((command) => command.name === name)?.inThread).toBe(said.split(' ')[0]);
      const decision = await bot.types('U0ANA', `@Davy ${said}`, ts);
      expect(decision.text).toMatch(answer);
      expect(decision.place).toMatchObject({ thread_ts: ts });
      expect(bot.logged.filter(({ level }) => level !== 'debug')).toEqual([]);
    },
  );
});
