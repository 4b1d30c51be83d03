import { setTimeout as sleep } from 'node:timers/promises';
import { fromJson } from '../api/args.ts';
import type { Entry } from '../entry.ts';
import { type Asked, sendJson } from '../request.ts';
import { unreadOf } from '../unread.ts';
import type { World } from '../world.ts';
import { edit } from './edit.ts';
import { closeView, dismiss, markRead, openHome } from './leave.ts';
import { click, select } from './press.ts';
import { type Outcome, refused } from './said.ts';
import { shortcut } from './shortcut.ts';
import { submit } from './submit.ts';
import { type as typeIn } from './type.ts';
import { compact, visible } from './visible.ts';

const waitMostMs = 30_000;

/** Answers `/_people/:user/*`: what one person does, and what one person sees. */
export async function people(world: World, asked: Asked): Promise<void> {
  const [, user = '', what = ''] = asked.path;
  const person = world.workspace.people.find((one) => one.id === user || one.name === user);
  if (person === undefined) {
    sendJson(asked, 404, refused(`Nobody here is called ${user}.`));
    return;
  }
  if (person.deactivated === true) {
    sendJson(asked, 403, refused(`${person.real_name} has no account any more.`));
    return;
  }
  if (asked.method === 'GET' && what === 'inbox') await inbox(world, person.id, asked);
  else if (asked.method === 'GET' && what === 'stream') stream(world, person.id, asked);
  else if (asked.method === 'POST')
    sendJson(asked, 200, await act(world, person.id, what, fromJson(asked.body)));
  else sendJson(asked, 404, refused('There is no such thing to look at.'));
}

async function act(world: World, user: string, what: string, body: unknown): Promise<Outcome> {
  switch (what) {
    case 'type':
      return typeIn(world, user, body);
    case 'edit':
      return edit(world, user, body);
    case 'click':
      return click(world, user, body);
    case 'select':
      return select(world, user, body);
    case 'submit':
      return submit(world, user, body);
    case 'shortcut':
      return shortcut(world, user, body);
    case 'close_view':
      return closeView(world, user, body);
    case 'open_home':
      return openHome(world, user);
    case 'read':
      return markRead(world, user, body);
    case 'dismiss':
      return dismiss(world, user, body);
    default:
      return refused(`People here cannot ${what}.`);
  }
}

/** Everything the person can see after an entry; with `wait`, holds on until there is something. */
async function inbox(world: World, user: string, asked: Asked): Promise<void> {
  const query = asked.url.searchParams;
  const after = Number(query.get('after') ?? 0);
  const until = performance.now() + Math.min(Number(query.get('wait') ?? 0), waitMostMs);
  while (
    seenSince(world, user, after).length === 0 &&
    performance.now() < until &&
    !asked.outgoing.destroyed
  )
    await sleep(50);
  const entries = seenSince(world, user, after);
  sendJson(asked, 200, {
    seq: world.state().seq,
    entries: query.get('compact') === '1' ? compact(entries) : entries,
    unread: Object.fromEntries(unreadOf(world.state(), user, groupsOf(world, user))),
  });
}

function stream(world: World, user: string, asked: Asked): void {
  const { outgoing, incoming } = asked;
  const after = Number(
    incoming.headers['last-event-id'] ?? asked.url.searchParams.get('after') ?? 0,
  );
  outgoing.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const show = (entry: Entry) => {
    if (visible(world, user, entry))
      outgoing.write(`id: ${entry.seq}\ndata: ${JSON.stringify(entry)}\n\n`);
  };
  outgoing.write('retry: 500\n\n');
  for (const entry of seenSince(world, user, after)) show(entry);
  const stop = world.listen(show);
  outgoing.on('close', stop);
}

function seenSince(world: World, user: string, after: number): readonly Entry[] {
  // Entries are numbered without gaps, so a slice spares looking at what was seen long ago.
  return world
    .entries()
    .slice(Math.max(0, after))
    .filter((entry) => visible(world, user, entry));
}

const groupsOf = (world: World, user: string) =>
  world.workspace.groups.filter((group) => group.users.includes(user)).map((group) => group.id);
