import { type Standin, serve } from '../standin/serve.ts';
import { openUsersJournal } from './journal.ts';
import { meet, type Meeting } from './meeting.ts';
import { newRandom } from './random.ts';
import { newTally } from './tally.ts';

/** How many people, where, and how restless. The figures are real time: no clock scales people. */
export type UsersOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly url: string;
  readonly seed: number;
  readonly boards: number;
  readonly usersPerBoard?: number;
  readonly drawEveryMs?: number;
  readonly meetingMs?: { readonly least: number; readonly most: number };
  readonly lostAfterMs?: number;
};

/** Starts people who meet on boards, draw all the time, leave, and are followed by others. */
export async function startUsers(options: UsersOptions): Promise<Standin> {
  const journal = openUsersJournal(options.dataDir);
  const tally = newTally((entry) => journal.append(entry));
  const crowd = gather(options, tally);
  const standin = await serve({
    port: options.port,
    tooMany: () => ({ status: 429, body: '' }),
    answer: ({ url }) =>
      url.pathname === '/summary'
        ? { status: 200, body: tally.summary() }
        : { status: 404, body: { error: 'not found' } },
    control: (asked) => {
      switch (`${asked.method} ${asked.url.pathname}`) {
        case 'GET /_control/journal':
          return { status: 200, body: journal.entries() };
        case 'POST /_control/reset':
          tally.reset();
          return { status: 200, body: tally.summary() };
        case 'POST /_control/leave':
          return crowd.leave().then(() => ({ status: 200, body: tally.summary() }));
        default:
          return undefined;
      }
    },
  });
  return standin;
}

/** Keeps every place taken: when a meeting ends, another begins on a new board. */
function gather(
  options: UsersOptions,
  tally: ReturnType<typeof newTally>,
): { leave(): Promise<void> } {
  const random = newRandom(options.seed);
  const { least, most } = options.meetingMs ?? { least: 12_000, most: 30_000 };
  const around = {
    url: options.url,
    tally,
    random,
    lostAfterMs: options.lostAfterMs ?? 5_000,
    drawEveryMs: options.drawEveryMs ?? 1_000,
  };
  const perBoard = options.usersPerBoard ?? 2.5;
  const era = Date.now().toString(36);
  const meetings = new Map<number, Meeting>();
  let number = 0;
  let open = true;
  const begin = (place: number, firstOnes: boolean) => {
    number += 1;
    const size = Math.floor(perBoard) + (random() < perBoard % 1 ? 1 : 0);
    // The first meetings end at any time, so that not all end together.
    const lengthMs = (firstOnes ? random() : 1) * least + random() * (most - least);
    const meeting = meet(around, `b${era}-${number}`, size, Math.max(2_000, lengthMs));
    meetings.set(place, meeting);
    void follow(place, meeting);
  };
  const follow = async (place: number, meeting: Meeting) => {
    await meeting.done;
    meetings.delete(place);
    if (open) begin(place, false);
  };
  for (let place = 0; place < options.boards; place += 1)
    setTimeout(() => open && begin(place, true), place * 100);
  return {
    async leave() {
      open = false;
      await Promise.all([...meetings.values()].map((meeting) => meeting.end()));
    },
  };
}
