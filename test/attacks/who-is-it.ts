import { type Attack, type Outcome, press, slash, type Target, toSlackDoor } from './target.ts';

const settleMs = 1_500;

/** Sends what is signed well, and looks whether anything came of it. */
async function changesNothing(at: Target, body: string): Promise<Outcome> {
  const before = await at.state();
  const { status } = await toSlackDoor(at, body);
  await settled();
  const after = await at.state();
  return { answer: `${status}, ${after}`, refused: before === after };
}

/** People who may not, and presses that are not of the question that is asked (B). */
export const whoIsIt: readonly Attack[] = [
  ['X14', 'the requester approves', (at) => changesNothing(at, press(at.ask, 'U0PRIYA'))],
  ['X17', 'a guest approves', (at) => changesNothing(at, press(at.ask, 'U0GUS'))],
  [
    'X17',
    'a stranger of another workspace approves',
    (at) =>
      changesNothing(
        at,
        press(at.ask, 'U0STRANGER', {
          user: { id: 'U0STRANGER', username: 'ana', team_id: 'T0OTHER' },
        }),
      ),
  ],
  ['X18', 'a bot approves', (at) => changesNothing(at, press(at.ask, 'USLACKBOT'))],
  [
    'X20',
    'somebody who is called Ana approves',
    (at) =>
      changesNothing(
        at,
        press(at.ask, 'U0NOBODY', {
          user: { id: 'U0NOBODY', username: 'ana', name: 'ana' },
        }),
      ),
  ],
  [
    'X25',
    'the button in a copied message',
    (at) => changesNothing(at, press({ ...at.ask, ts: '1.000001' }, 'U0TOM')),
  ],
  [
    'X25',
    'the button in another channel',
    (at) => changesNothing(at, press({ ...at.ask, channel: 'C0OTHER' }, 'U0TOM')),
  ],
  [
    'X26',
    'another release in the button',
    (at) => changesNothing(at, press({ ...at.ask, value: 'rel_0000000000.1' }, 'U0TOM')),
  ],
  [
    'X26',
    'no release in the button',
    (at) => changesNothing(at, press({ ...at.ask, value: 'constructor' }, 'U0TOM')),
  ],
  [
    'X27',
    'the button of an older question',
    (at) => changesNothing(at, press({ ...at.ask, value: older(at.ask.value) }, 'U0TOM')),
  ],
  [
    'X30',
    'approve for somebody else',
    (at) => changesNothing(at, slash('approve board for @ana', { user_id: 'U0PRIYA' })),
  ],
  [
    'X57',
    'a stolen signing secret: a typed word of a guest',
    (at) => changesNothing(at, slash('approve board', { user_id: 'U0GUS' })),
  ],
  // Without it nothing above would prove anything: who may, on the question that is asked, does.
  ['CONTROL', 'both teams approve as they may', approved],
];

function older(value: string): string {
  return value.replace(/\.(\d+)$/, (_, rev: string) => `.${Number(rev) - 1}`);
}

async function approved(at: Target): Promise<Outcome> {
  const seen = [await at.state()];
  for (const user of ['U0TOM', 'U0MARTA']) {
    await toSlackDoor(at, press(at.ask, user));
    for (let left = 20; left > 0 && (await at.state()) === seen.at(-1); left -= 1) await settled();
    seen.push(await at.state());
  }
  return { answer: seen.join(' → '), refused: new Set(seen).size === seen.length };
}

function settled(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, settleMs));
}
