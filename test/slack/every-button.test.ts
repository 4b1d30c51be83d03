import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeTab } from '../../src/views/home/home.ts';
import { runMessages } from '../../src/views/jobs/run.ts';
import { allPictures } from '../gallery/pictures.ts';
import { buttonsOf, davyInSlack, type Said } from '../support/davy-in-slack.ts';
import { keptGroup, strayGroup } from '../support/stray-samples.ts';
import { servers } from '../support/servers.ts';
import { boardService } from '../support/thread-samples.ts';
import { apart } from '../views/apart.ts';
import { gallery } from '../views/gallery.ts';
import { runGallery } from '../views/run-gallery.ts';
import { facts, tabs } from '../views/tabs.ts';

let bot: Awaited<ReturnType<typeof davyInSlack>>;
beforeEach(async () => {
  bot = await davyInSlack();
});
afterEach(() => bot.stop());

/** Button → a state that shows it, and how the answer begins when Ana presses it there. */
type Presses = Readonly<Record<string, readonly [where: string, answer: RegExp]>>;

const inThreads: Presses = {
  'prerelease start | Start Pre-Release': [
    'build ready',
    /^Started\. board 1\.42\.0: 1 server, soak 4 h\./,
  ],
  'prerelease start | Retry': ['pre-release that left the line', /^Started\. board 1\.42\.0/],
  'prerelease start | Ask Again': ['expired', /^Started\. board 1\.42\.0/],
  'prerelease change | Change Options': ['build ready', /^form: prerelease$/],
  'prerelease stop | Stop Pre-Release': [
    'soaking healthy',
    /^Stopping board 1\.42\.0\. Its users go back now\.$/,
  ],
  'release approve | Approve Early': [
    'soaking healthy',
    /^Your approval of board 1\.42\.0 is recorded\. It counts when the soak has passed\.$/,
  ],
  'release approve | Approve Release': [
    'waiting for approval',
    /^Your approval of board 1\.42\.0 is recorded\./,
  ],
  'release decline | Decline': ['waiting for approval', /^form: release decline$/],
  'release undo | Undo My Approval': [
    'waiting, one of two',
    /^Your approval of board 1\.42\.0 is undone\./,
  ],
  'release start | Start Release': [
    'approved',
    /^board 1\.42\.0 still needs 1 of accounts\. Nothing changed\.$/,
  ],
  'release cancel | Cancel Slot': [
    'approved, waits for its slot',
    /^board 1\.42\.0 is not released by itself\./,
  ],
  'release cancel | Cancel Release': [
    'release launching',
    /^Cancelling the release of board 1\.42\.0\. No users were moved/,
  ],
  'release cancel | Leave the Queue': [
    'pre-release in line',
    /^board 1\.42\.0 has left the queue\./,
  ],
  'release hold | Hold Here': ['release between two batches', /^form: release hold$/],
  'release resume | Resume': ['release on hold', /^board 1\.42\.0 goes on\.$/],
  'release slower | Slower': [
    'release between two batches',
    /^board 1\.42\.0 goes slower: \d+ batches left/,
  ],
  'release faster | Faster': [
    'release made slower',
    /^board 1\.42\.0 goes faster: \d+ batches left/,
  ],
  'release rollback | Roll Back': [
    'release between two batches',
    /^Rolling back board 1\.42\.0\. Users go back to 1\.41\.0 now\.$/,
  ],
  'release rollback | Roll Back and Block': [
    'new error',
    /^Rolling back board 1\.42\.0\. Users go back to 1\.41\.0 now\.$/,
  ],
  'release rollback | Roll Back Now': ['page counting down', /^Rolling back board 1\.42\.0\./],
  'release postpone | Postpone 15 Minutes': ['page counting down', /^form: release postpone$/],
  'release retry | Retry': ['release stuck', /^Trying board 1\.42\.0 again\.$/],
  'release by-hand | Done by Hand': ['release stuck', /^form: release by-hand$/],
  'release answer | I Am on It': [
    'page that nobody answers',
    /^You are on it: nobody else is called for board 1\.42\.0\.$/,
  ],
  'release take-over | Take Over': ['a pre-release nobody owns', /^You own board 1\.42\.0 now\.$/],
  'release unlock | Unlock board': ['page rolled back', /^form: release unlock$/],
  'release error | Ours, Blocks': ['new error', /^You blocked board 1\.42\.0: new error/],
  'release error | Known…': ['new error', /^form: release error$/],
  'release error | Not This Release': [
    'new error',
    /does not count for board 1\.42\.0, unless it grows\./,
  ],
  'release tickets-retry | Check Again': [
    'waiting with tickets that would fail',
    /^Davy checks the tickets of board 1\.42\.0 again\./,
  ],
  'release tickets-retry | Retry Failed': [
    'live with tickets that failed',
    /^Davy checks the tickets of board 1\.42\.0 again\./,
  ],
};

const ofLines: Presses = {
  'release live | Record VERSION as Live': [
    'one version serves',
    /^board 1\.41\.0 is recorded as live\./,
  ],
  'release adopt | Adopt': ['servers left over', /^form: release adopt$/],
  'release terminate | Terminate': ['servers left over', /^form: release terminate$/],
  'release unprotect | Unprotect': ['servers left over, protected', /^form: release unprotect$/],
  'release unfreeze | End Freeze': ['frozen', /^board is no longer frozen\./],
};

/** On the card of a job that runs. */
const onJobs: Presses = {
  'release run-stop | Stop Job': ['runs', /^Stopping clear-cache of board\./],
};

const onHome: Presses = {
  'prerelease | Start Pre-Release': ['nothing waiting', /^form: prerelease$/],
  'release actions | Actions': ['approver', /^form: /],
  'release actions | See What to Do': ['on-call', /^form: /],
  'release review | Review': ['approver', /^form: /],
  'release settings | Change Summary': ['manager', /^form: release settings$/],
  'release settings | Notification Settings': ['nothing waiting', /^form: release settings$/],
  'release settings | Pick My Services': ['first visit', /^form: release settings$/],
  'release summary | Show Summary': ['manager', /^form: /],
  'release test | Send Test Message': ['lead', /^form: /],
  'release who | Show Who Approves': ['lead', /^form: /],
  'release freeze | Freeze': ['lead', /^form: release freeze$/],
};

/** Under what only Ana sees: what she types first, while a pre-release soaks. */
const underAnswers: Presses = {
  'prerelease | Use VERSION': ['/prerelease board 9999', /^Plan for board 1\.42\.0/],
  'prerelease | Use 45 min': ['/prerelease board 1.42.0 soak=45', /^Plan for board 1\.42\.0/],
  'dismiss | Cancel': ['/rollback board', /^it is gone$/],
  'dismiss | Close': ['/prerelease board 1.42.0 plan', /^it is gone$/],
  'release help | All of /prerelease': ['/release help more', /^Try a build|prerelease/],
  'release help | All of /release': ['/release help more', /release/],
  'release help | All of /rollback': ['/release help more', /rollback/],
  'release help | In Threads': ['/release help more', /thread/],
  'release help | More': ['/release help', /./],
  'release help | Show Help': ['/release relase', /^\/release/],
  'release live | Record as Live': [
    '/release live board 1.42.0 the balancer shows it at work',
    /^U0ANA says that board 1\.42\.0 is live, although it was not seen to serve/,
  ],
  'release services | List Services': ['/release status wbe', /^board: 1\.41\.2 is live\./],
  'release share | Share in Channel': ['/release status board', /./],
  'release summary | Share in Channel': ['/release summary week', /./],
  'release status | Show All Services': ['/release', /^board: 1\.41\.2 is live\./],
  'release status | Use web': ['/release status wbe', /^web: Davy does not know what is live\./],
  'rollback | Everyone to VERSION': ['/rollback board strokes get lost', /1\.41\.1/],
  'rollback | Roll Back VERSION': [
    '/rollback board strokes get lost',
    /^Rolling back board 1\.42\.0\./,
  ],
};

/** The same where nothing runs. */
const underQuietAnswers: Presses = {
  'prerelease change | Change Options': ['/prerelease board', /^form: prerelease$/],
  'prerelease | Start Pre-Release': ['/prerelease board', /^Started\. board 1\.42\.0/],
  'rollback | Roll Back': [
    '/rollback board strokes get lost',
    /^Rolling back\. Everyone on board goes back to 1\.41\.1\.$/,
  ],
};

const nameOf = ({ action_id, label }: { readonly action_id: string; readonly label: string }) =>
  `${action_id.replace(/#\d+$/, '')} | ${label.replace(/\d+\.\d+\.\d+/, 'VERSION')}`;

describe('every button people are shown', () => {
  it('is pressed here', async () => {
    const shown = (await allPictures()).flatMap(({ blocks }) => buttonsOf({ blocks }).map(nameOf));
    const pressed = new Set(
      [
        inThreads,
        ofLines,
        onJobs,
        onHome,
        underAnswers,
        underQuietAnswers,
        { 'release greeted | Dismiss': null },
      ].flatMap((all) => Object.keys(all)),
    );
    expect([...new Set(shown)].filter((name) => !pressed.has(name))).toEqual([]);
  });

  it.each(Object.entries(inThreads))('%s, in a thread', async (name, [state, answer]) => {
    const facts = gallery[state];
    if (!facts) throw new Error(`there is no state "${state}"`);
    expect((await presses('U0ANA', await bot.shows(facts), name)).text).toMatch(answer);
  });

  it.each(Object.entries(ofLines))(
    '%s, under a message of a service',
    async (name, [state, answer]) => {
      const one = apart().find(
        (message) => message.kind.startsWith('line') && message.state === state,
      );
      if (!one) throw new Error(`there is no state "${state}"`);
      const frozen = {
        since: bot.desk.state.now,
        until: bot.desk.state.now + 3_600_000,
        reason: 'sale',
        by: { id: 'U0TOM', name: 'Tom' },
        asks: [],
      };
      const build = bot.desk.state.builds.at(-1);
      if (build)
        bot.desk.state.builds = [...bot.desk.state.builds, { ...build, version: '1.41.0' }];
      bot.desk.state.servers = servers([1, 2, 3], { version: '1.41.0', users: 30 });
      bot.desk.state.line = {
        ...bot.desk.state.line,
        strays: state.includes('protected') ? [keptGroup('protected', null)] : [strayGroup()],
        ...(state === 'frozen' ? { freeze: frozen } : { live: null }),
      };
      expect(
        (await presses('U0ANA', [await bot.post('line:board', one.kind, one.content)], name)).text,
      ).toMatch(answer);
    },
  );

  it.each(Object.entries(onJobs))('%s, on the card of a job', async (name, [state, answer]) => {
    const run = runGallery[state];
    if (!run) throw new Error(`there is no run that "${state}"`);
    bot.desk.state.line = { ...bot.desk.state.line, runs: [run] };
    const shown = runMessages({ run, service: boardService, outputs: [] });
    const cards = shown.map(({ subject, kind, content }) => bot.post(subject, kind, content));
    expect((await presses('U0ANA', await Promise.all(cards), name)).text).toMatch(answer);
  });

  it.each(Object.entries(onHome))('%s, on the Home tab', async (name, [state, answer]) => {
    const of = tabs[state];
    if (!of) throw new Error(`there is no tab "${state}"`);
    for (const one of [...of.asks, ...of.running, ...of.calls])
      bot.desk.state.releases.set(one.id, { ...one, service: 'board' });
    const tab = await bot.publishes('U0ANA', homeTab(of).rich);
    expect((await presses('U0ANA', [tab], name)).text).toMatch(answer);
  });

  it('release greeted | Dismiss, on the Home tab, which is drawn anew without a word', async () => {
    const { place } = await bot.publishes('U0ANA', homeTab({ ...facts, greeted: false }).rich);
    await bot.slack.as('U0ANA').click({ ...place, action_id: 'release greeted' });
    expect(await bot.until(() => bot.desk.state.readers.get('U0ANA')?.greeted)).toBe(true);
  });

  it.each(Object.entries(underAnswers))('%s, under an answer', async (name, [typed, answer]) => {
    const { now } = bot.desk.state;
    bot.desk.given({ kind: 'soaking', since: now }, { at: now - 3_600_000 });
    expect((await presses('U0ANA', [await bot.types('U0ANA', typed)], name)).text).toMatch(answer);
  });

  it.each(Object.entries(underQuietAnswers))(
    '%s, under an answer where nothing runs',
    async (name, [typed, answer]) => {
      expect((await presses('U0PRIYA', [await bot.types('U0PRIYA', typed)], name)).text).toMatch(
        answer,
      );
    },
  );
});

/** Presses the button of that name where it is shown; the log stays quiet. */
async function presses(who: string, shown: readonly Said[], name: string): Promise<Said> {
  const found = shown
    .flatMap((said) => buttonsOf(said).map((button) => ({ said, button })))
    .find(({ button }) => nameOf(button) === name);
  if (!found)
    throw new Error(
      `nothing shows ${name}; there are ${shown.flatMap(buttonsOf).map(nameOf).join(', ')}`,
    );
  const { action_id, value, label } = found.button;
  const answer = await bot.presses(who, found.said, { action_id, value, label });
  expect(bot.logged.filter(({ level }) => level !== 'debug')).toEqual([]);
  return answer;
}
