import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.ts';
import { play } from './play.ts';
import { stories } from './stories/index.ts';
import { visit } from './visit.ts';

const names = stories.map(({ name }) => name);
const help = `Davy without any account: a local Slack in the browser, a sample service with users,
and builds good and bad.

  npm run playground                     open it on http://127.0.0.1:4400
  npm run playground -- --play NAME      play a story: ${names.join(', ')} or all
      --fleet ec2   run it behind the local AWS (docs/ec2.md); without it, behind
                    doors of its own
      --json        end each story with one line of JSON
      --port N      another port than 4400
      --headless    say nothing but the address
      --speed N     let hours pass in minutes (users are never hurried)
      --daily HH:MM releases go out then (time in Amsterdam), not as soon as they may
      --fast        a countdown of seconds, as stories have it, not of a minute
      --socket      let Slack deliver over a socket that Davy opens
      --seed N      deal good and bad builds differently
      --data DIR    keep the data there (default .playground)
      --reset       begin anew
`;

type Read = Extract<ReturnType<typeof readArguments>, { readonly kind: 'read' }>;

const say = (text: string) => console.log(text);
const path = process.env['PATH'] ?? '';
const read = readArguments(process.argv.slice(2), names);

if (read.kind === 'help') say(help);
else if (read.kind === 'wrong') {
  process.stderr.write(`${read.why}\n`);
  process.exitCode = 64;
} else await (read.play === undefined ? open(read) : playAll(read.play, read)).catch(inOneLine);

/** What did not start says so itself; where a line of code stands helps nobody. */
function inOneLine(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

async function playAll(name: string, { seed, speed, json, socket, fleet }: Read): Promise<void> {
  const chosen = stories.filter((story) => name === 'all' || story.name === name);
  let ok = true;
  for (const story of chosen) {
    say(`\n${story.name}`);
    const { ending } = await play(story, {
      seed,
      speed,
      json,
      socket,
      fleet,
      path,
      say,
    });
    ok &&= ending.ok;
    if (json) say(JSON.stringify(ending));
    else say(`${ending.ok ? 'ended as it should' : 'did NOT end as it should'}: ${ending.outcome}`);
  }
  process.exitCode = ok ? 0 : 1;
}

async function open(wanted: Read): Promise<void> {
  const dir = folderFor(wanted);
  await visit({
    dir,
    fleet: wanted.fleet,
    port: wanted.port,
    speed: wanted.speed,
    seed: wanted.seed,
    headless: wanted.headless,
    ...(wanted.daily === undefined ? {} : { daily: wanted.daily }),
    socket: wanted.socket,
    fast: wanted.fast,
    path,
    say,
  });
  if (wanted.fleet === 'ec2') rmSync(dir, { recursive: true, force: true });
}

/** The local AWS keeps nothing when it ends, so a world behind it is not kept either. */
function folderFor({ fleet, data = '.playground', reset }: Read): string {
  if (fleet === 'ec2') {
    const fresh = mkdtempSync(join(tmpdir(), 'davy-ec2-'));
    // Davy's database may run as another user, who has to get through here.
    chmodSync(fresh, 0o755);
    return fresh;
  }
  const dir = resolve(fileURLToPath(new URL('..', import.meta.url)), data);
  if (reset) rmSync(dir, { recursive: true, force: true });
  return dir;
}
