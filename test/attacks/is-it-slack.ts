import { once } from 'node:events';
import { connect } from 'node:net';
import {
  type Attack,
  type Outcome,
  press,
  refusedBy,
  slash,
  type Target,
  toSlackDoor,
} from './target.ts';

const json = 'application/json';
const seconds = () => Math.floor(Date.now() / 1_000);
const help = () => slash('help');

/** Requests that are not Slack's, or not as Slack sends them (reliability.md, A). */
export const isItSlack: readonly Attack[] = [
  [
    'X01',
    'no signature',
    async (at) => refusedBy(await toSlackDoor(at, help(), { signature: () => null }), 401),
  ],
  [
    'X02',
    'a wrong secret',
    async (at) => refusedBy(await toSlackDoor(at, help(), { secret: 'guessed' }), 401),
  ],
  [
    'X02',
    'another version of signing',
    async (at) =>
      refusedBy(await toSlackDoor(at, help(), { signature: (hex) => `v1=${hex}` }), 401),
  ],
  [
    'X02',
    'an upper-case signature',
    async (at) =>
      refusedBy(
        await toSlackDoor(at, help(), { signature: (hex) => `v0=${hex.toUpperCase()}` }),
        401,
      ),
  ],
  [
    'X02',
    'two signatures',
    async (at) =>
      refusedBy(await toSlackDoor(at, help(), { signature: (hex) => `v0=${hex}, v0=${hex}` }), 401),
  ],
  [
    'X03',
    '301 s old',
    async (at) => refusedBy(await toSlackDoor(at, help(), { at: String(seconds() - 301) }), 401),
  ],
  [
    'X04',
    '301 s in the future',
    async (at) => refusedBy(await toSlackDoor(at, help(), { at: String(seconds() + 305) }), 401),
  ],
  ...['NaN', '1e9', '0x6a0b1c2d', '-1', '', '99999999999999999999'].map((time): Attack => [
    'X05',
    `the time "${time}"`,
    async (at) => refusedBy(await toSlackDoor(at, help(), { at: time }), 401),
  ]),
  ['X06', 'the same bytes twice', replayed],
  [
    'X07',
    'a body that a proxy wrote anew',
    async (at) => {
      const hexes: string[] = [];
      const keep = (hex: string) => `v0=${hexes.push(hex) && hex}`;
      const now = String(seconds());
      const body = help();
      await toSlackDoor(at, body, { at: now, signature: keep });
      const again = { at: now, signature: () => `v0=${hexes[0]}` };
      return refusedBy(await toSlackDoor(at, `${body}&`, again), 401);
    },
  ],
  [
    'X08',
    '50 MB',
    async (at) => refusedBy(await toSlackDoor(at, `text=${'x'.repeat(5e7)}`).catch(cutOff), 413),
  ],
  [
    'X08',
    '10,000 lists in each other',
    async (at) => refusedBy(await toSlackDoor(at, '['.repeat(10_000), { contentType: json }), 401),
  ],
  ['X08', 'headers that do not end', slowHeaders],
  [
    'X09',
    'another app',
    async (at) => refusedBy(await toSlackDoor(at, slash('help', { api_app_id: 'A0OTHER' })), 401),
  ],
  [
    'X09',
    'another workspace',
    async (at) => refusedBy(await toSlackDoor(at, slash('help', { team_id: 'T0OTHER' })), 401),
  ],
  [
    'X09',
    'a button of another workspace',
    async (at) =>
      refusedBy(await toSlackDoor(at, press(at.ask, 'U0ANA', { team: { id: 'T0OTHER' } })), 401),
  ],
  [
    'X10',
    'the old token for a proof',
    async (at) =>
      refusedBy(
        await toSlackDoor(at, slash('help', { token: 'x' }), { signature: () => null }),
        401,
      ),
  ],
  [
    'X11',
    'a challenge that is a script',
    async (at) => {
      const body = JSON.stringify({ type: 'url_verification', challenge: '<script>1</script>' });
      const said = await toSlackDoor(at, body, { contentType: json });
      return { answer: `${said.status} ${said.text}`, refused: !said.text.includes('script') };
    },
  ],
  [
    'X12',
    'two payloads in one form',
    async (at) => {
      const one = press(at.ask, 'U0ANA');
      return refusedBy(await toSlackDoor(at, `${one}&${one}`), 401);
    },
  ],
  [
    'X13',
    'a type nobody knows, and __proto__',
    async (at) => {
      const known = '"team":{"id":"T0PLAYGROUND"},"api_app_id":"A0DAVY"';
      const odd = `{"type":"odd","__proto__":{"x":1},${known}}`;
      return refusedBy(await toSlackDoor(at, odd, { contentType: json }), 200);
    },
  ],
];

/** Cut off while it still sends: the connection ends, and nothing was read. */
function cutOff(): { readonly status: number; readonly text: string } {
  return { status: 413, text: 'cut off' };
}

async function replayed(at: Target): Promise<Outcome> {
  const body = slash('services');
  const now = String(seconds());
  const first = await toSlackDoor(at, body, { at: now });
  const second = await toSlackDoor(at, body, { at: now });
  return { answer: `${first.status}, then ${second.status}`, refused: second.status === 200 };
}

async function slowHeaders({ url }: { readonly url: string }): Promise<Outcome> {
  const { hostname, port } = new URL(url);
  const slow = connect(Number(port), hostname);
  slow.on('error', () => undefined).resume();
  slow.write('POST /slack/events HTTP/1.1\r\nHost: davy\r\nX-Slow: ');
  const before = performance.now();
  await once(slow, 'close');
  const s = Math.round((performance.now() - before) / 1_000);
  return { answer: `cut after ${s} s`, refused: s <= 15 };
}
