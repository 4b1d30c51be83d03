import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { buttonsOf, davyInSlack } from '../support/davy-in-slack.ts';
import { pattern } from '../support/pattern.ts';

type Bot = Awaited<ReturnType<typeof davyInSlack>>;

let bot: Bot;
beforeEach(async () => {
  bot = await davyInSlack();
});
afterEach(() => bot.stop());

const hour = 3_600_000;

/**
 * One case: what is so, what somebody types, what they read, the buttons below it, and how the
 * answer to each of them begins.
 */
type Case = {
  readonly given?: (it: Bot) => unknown;
  readonly as?: string;
  readonly typed: string;
  readonly reads: RegExp;
  readonly buttons: Readonly<Record<string, RegExp>>;
  readonly links?: readonly string[];
  readonly logs?: true;
};

/**
 * The table of error replies in the design of messages, by number. Links open a page and are no
 * command.
 */
const replies: Readonly<Record<string, Case>> = {
  '1: an unknown word': {
    typed: '/release relase',
    reads: /^I do not know "relase"\./,
    buttons: { 'Show Help': /^\/release / },
  },
  '1: a word that is nearly right': {
    typed: '/release statsu web',
    reads: /^I do not know "statsu"\. Did you mean \/release status web\?$/,
    buttons: { 'Show Help': /^\/release / },
  },
  '2: an unknown service': {
    typed: '/rollback wbe strokes',
    reads: /^There is no service "wbe"\. Did you mean web\?$/,
    buttons: {
      'Use web': /^Davy does not know what is live on web|web/,
      'List Services': /^board: 1\.41\.2 is live\./,
    },
  },
  '3: no service in this channel': {
    given: ({ desk }) => {
      for (const one of Object.values(desk.services)) Object.assign(one, { channel: 'C0ELSE' });
    },
    typed: '/rollback',
    reads: /^This channel has no service linked\. Name one: \/rollback board$/,
    buttons: { 'List Services': /^board: 1\.41\.2 is live\./ },
  },
  '4: nothing ready': {
    given: ({ desk }) => {
      desk.state.builds = [build('1.43.0', { checks: { passed: 1, failed: 3 } })];
      desk.state.messages.set('build:board@1.43.0', [
        {
          subject: 'build:board@1.43.0',
          kind: 'card',
          channel: 'C0RELEASES',
          thread: null,
          ts: '1795177320.000100',
          hash: '',
        },
      ]);
    },
    typed: '/prerelease board',
    reads: /^No build of board is ready\. The newest, 1\.43\.0, failed 3 checks\.$/,
    buttons: {},
    links: ['View Build'],
  },
  '5: an unknown build': {
    typed: '/prerelease board 9999 soak=2h',
    reads: /^board has no build 9999\. Newest ready: 1\.42\.0\.$/,
    buttons: { 'Use 1.42.0': /^Plan for board 1\.42\.0\. Nothing was started\.[^]*for 2 h/ },
  },
  '6: a bad value': {
    typed: '/prerelease board 1.42.0 servers=200',
    reads: /^servers=200 is too many\. Use 1 to 4\. Example: servers=1$/,
    buttons: {},
  },
  '7: a missing unit': {
    typed: '/prerelease board 1.42.0 soak=45',
    reads: /^soak=45 needs a unit\. Try soak=45m\.$/,
    buttons: { 'Use 45 min': /^Plan for board 1\.42\.0\. Nothing was started\.[^]*for 45 min/ },
  },
  '8: already running': {
    given: ({ desk }) =>
      desk.given({ kind: 'soaking', since: desk.state.now }, { at: desk.state.now - hour }),
    as: 'U0TOM',
    typed: '/prerelease board 1.42.0',
    reads: /^board 1\.42\.0 is soaking, healthy: 4 h left\. Started by Priya\. Nothing changed\.$/,
    buttons: { 'Show Status': /^board 1\.42\.0 is soaking/ },
  },
  '9: an older build': {
    typed: '/prerelease board 1.41.1',
    reads: pattern(
      /^1\.41\.1 is older than the live 1\.41\.2\. /,
      /To go back use \/rollback board 1\.41\.1\. Nothing changed\.$/,
    ),
    buttons: {},
  },
  '10: frozen': {
    given: ({ desk }) => {
      desk.state.line = {
        ...desk.state.line,
        freeze: {
          since: desk.state.now,
          asks: [],
          until: desk.state.now + hour,
          by: { id: 'U0ANA', name: 'Ana R.' },
          reason: 'holiday sale',
        },
      };
    },
    typed: '/prerelease board 1.42.0',
    reads: pattern(
      /^board is frozen until 10:00 UTC by Ana R\.: holiday sale\. /,
      /The approvers of whiteboard can end it\. Nothing changed\.$/,
    ),
    buttons: { 'Ask to Unfreeze': /^Asked in the channel of board\.$/ },
  },
  '11: not allowed': {
    given: ({ desk }) => desk.given({ kind: 'waiting', since: desk.state.now }),
    as: 'U0NOOR',
    typed: '/release approve rel_1',
    reads: /^Members of whiteboard approve board 1\.42\.0\./,
    buttons: {},
  },
  '12: a guest': {
    as: 'U0GUS',
    typed: '/prerelease board 1.42.0',
    reads: /^Davy is for members of this workspace\.$/,
    buttons: {},
  },
  '13: Davy is not in the channel': {
    given: ({ slack }) => slack.as('U0PRIYA').type('C0RELEASES', '/remove @Davy'),
    typed: '/prerelease board 1.42.0',
    reads: pattern(
      /^I cannot post here yet\. Type \/invite @Davy there, then run the command again\. /,
      /Nothing was started\.$/,
    ),
    buttons: {},
  },
  '14: the servers do not answer': {
    given: ({ desk }) => {
      desk.state.fleetAnswers = false;
    },
    typed: '/prerelease board 1.42.0',
    reads: /^The servers of board do not answer\. Nothing was started\.$/,
    buttons: { 'Try Again': /^The servers of board do not answer\. Nothing was started\.$/ },
  },
  '15: nobody knows what came of it': {
    given: ({ desk }) => Object.assign(desk.state, { line: null }),
    typed: '/release status board',
    reads: pattern(
      /^Sent, but not confirmed yet\. Davy tries again by itself and answers here\. /,
      /Do not start it again\.$/,
    ),
    buttons: {},
    logs: true,
  },
  '16: the same once more': {
    given: ({ desk }) =>
      desk.given({ kind: 'requested', since: desk.state.now }, { at: desk.state.now - 4_000 }),
    typed: '/prerelease board 1.42.0',
    reads: /^You asked for this 4 s ago\. It is running\.$/,
    buttons: {},
  },
};

describe('every error reply', () => {
  it('from 1 to 16 is read here', () => {
    expect([...new Set(Object.keys(replies).map((name) => Number.parseInt(name, 10)))]).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 1),
    );
  });

  it.each(Object.entries(replies))(
    '%s',
    async (_, { given, as = 'U0PRIYA', typed, reads, buttons, links = [], logs }) => {
      await given?.(bot);
      const said = await bot.types(as, typed);
      expect(said.text).toMatch(reads);
      expect(buttonsOf(said).map(({ label }) => label)).toEqual(Object.keys(buttons));
      for (const label of links) expect(JSON.stringify(said.blocks)).toContain(`"${label}"`);
      expect(
        bot.desk.state.told.filter(
          ({ kind }) => kind !== 'approved' && kind !== 'prerelease-requested',
        ),
      ).toEqual([]);
      expect(bot.logged.filter(({ level }) => level === 'error')).satisfy(
        (all: readonly object[]) => all.length > 0 === (logs ?? false),
      );
    },
  );

  it.each(
    Object.entries(replies).flatMap(([name, one]) =>
      Object.entries(one.buttons).map(([label, answer]) => [name, label, one, answer] as const),
    ),
  )('%s, and %s is pressed', async (_, label, { given, as = 'U0PRIYA', typed }, answer) => {
    await given?.(bot);
    expect((await bot.presses(as, await bot.types(as, typed), { label })).text).toMatch(answer);
  });
});
