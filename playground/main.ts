import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { play } from './play.ts';
import { stories } from './stories/index.ts';
import { visit } from './visit.ts';

const names = stories.map(({ name }) => name).join(', ');
const help = `Davy without any account: a local Slack in the browser, a sample service with users,
and builds good and bad.

  npm run playground                     open it on http://127.0.0.1:4400
  npm run playground -- --play NAME      play a story: ${names} or all
      --json        end each story with one line of JSON
      --port N      another port than 4400
      --headless    say nothing but the address
      --speed N     let hours pass in minutes (users are never hurried)
      --daily HH:MM releases go out then (time in Amsterdam), not as soon as they may
      --socket      let Slack deliver over a socket that Davy opens
      --seed N      deal good and bad builds differently
      --data DIR    keep the data there (default .playground)
      --reset       begin anew
`;

const { values } = parseArgs({
  options: {
    play: { type: 'string' },
    json: { type: 'boolean', default: false },
    port: { type: 'string', default: '4400' },
    headless: { type: 'boolean', default: false },
    speed: { type: 'string', default: '1' },
    seed: { type: 'string', default: '8' },
    data: { type: 'string', default: '.playground' },
    reset: { type: 'boolean', default: false },
    socket: { type: 'boolean', default: false },
    daily: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string) => console.log(text);
const number = (name: 'port' | 'speed' | 'seed'): number => {
  const read = Number(values[name]);
  if (!Number.isFinite(read) || read < 0)
    throw new Error(`--${name} needs a number, not "${values[name]}"`);
  return read;
};
const path = process.env['PATH'] ?? '';

if (values.help) say(help);
else if (values.play !== undefined) await playAll(values.play);
else await open();

async function playAll(name: string): Promise<void> {
  const chosen = stories.filter((story) => name === 'all' || story.name === name);
  if (chosen.length === 0)
    throw new Error(`there is no story "${name}"; there are ${names} and all`);
  let ok = true;
  for (const story of chosen) {
    say(`\n${story.name}`);
    const { ending } = await play(story, {
      seed: number('seed'),
      speed: number('speed'),
      json: values.json,
      socket: values.socket,
      path,
      say,
    });
    ok &&= ending.ok;
    if (values.json) say(JSON.stringify(ending));
    else say(`${ending.ok ? 'ended as it should' : 'did NOT end as it should'}: ${ending.outcome}`);
  }
  process.exitCode = ok ? 0 : 1;
}

async function open(): Promise<void> {
  const dir = resolve(fileURLToPath(new URL('..', import.meta.url)), values.data);
  if (values.reset) rmSync(dir, { recursive: true, force: true });
  await visit({
    dir,
    port: number('port'),
    speed: number('speed'),
    seed: number('seed'),
    headless: values.headless,
    ...(values.daily === undefined ? {} : { daily: values.daily }),
    socket: values.socket,
    path,
    say,
  });
}
