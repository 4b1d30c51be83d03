import { z } from 'zod';
import { fromJson } from './api/args.ts';
import { type Asked, sendJson } from './request.ts';
import { roomOf } from './room.ts';
import type { World } from './world.ts';

const switchesSchema = z.strictObject({
  newBlocks: z.boolean().optional(),
  limits: z.boolean().optional(),
  requestUrl: z.url().optional(),
  socket: z.boolean().optional(),
  guide: z
    .array(
      z.object({
        text: z.string(),
        show: z.string().exactOptional(),
        done: z.array(z.string()).exactOptional(),
      }),
    )
    .optional(),
});
const endSchema = z.strictObject({
  end: z.enum(['warning', 'refresh_requested', 'link_disabled', 'cut']),
});
const presenceSchema = z.strictObject({ user: z.string(), presence: z.enum(['active', 'away']) });
const archiveSchema = z.strictObject({ channel: z.string() });

/** Answers `/_control/*`: the journal, the faults, and what kind of workspace this is. */
export function control(world: World, asked: Asked): void {
  const [, what] = asked.path;
  switch (`${asked.method} ${what ?? ''}`) {
    case 'GET journal': {
      const after = Number(asked.url.searchParams.get('after') ?? 0);
      sendJson(asked, 200, world.entries().slice(Math.max(0, after)));
      return;
    }
    case 'GET faults':
      sendJson(asked, 200, world.faults.list());
      return;
    case 'POST faults':
      addFault(world, asked);
      return;
    case 'DELETE faults': {
      const kind = asked.url.searchParams.get('kind') ?? undefined;
      world.faults.clear(kind);
      world.record({
        kind: 'fault',
        fault: kind ?? 'all',
        on: false,
        said: `${kind ?? 'all'}: over`,
      });
      sendJson(asked, 200, world.faults.list());
      return;
    }
    case 'GET switches':
      sendJson(asked, 200, world.switches);
      return;
    case 'POST switches':
      change(world, asked);
      return;
    case 'POST links':
      endLinks(world, asked);
      return;
    case 'POST archive':
      archive(world, asked);
      return;
    case 'POST presence':
      present(world, asked);
      return;
    default:
      sendJson(asked, 404, { ok: false, error: 'There is no such control.' });
  }
}

function addFault(world: World, asked: Asked): void {
  const added = world.faults.add(fromJson(asked.body));
  if (added.ok)
    world.record({
      kind: 'fault',
      fault: added.fault.kind,
      on: true,
      said: JSON.stringify(added.fault),
    });
  sendJson(asked, added.ok ? 200 : 400, added);
}

function change(world: World, asked: Asked): void {
  const parsed = switchesSchema.safeParse(fromJson(asked.body));
  if (!parsed.success) {
    sendJson(asked, 400, { ok: false, error: z.prettifyError(parsed.error) });
    return;
  }
  Object.assign(world.switches, parsed.data);
  sendJson(asked, 200, world.switches);
}

function archive(world: World, asked: Asked): void {
  const parsed = archiveSchema.safeParse(fromJson(asked.body));
  const room = parsed.success ? roomOf(world, parsed.data.channel) : undefined;
  if (room !== undefined) world.record({ kind: 'archived', channel: room.id });
  sendJson(
    asked,
    room === undefined ? 404 : 200,
    room === undefined ? { ok: false, error: 'There is no such channel.' } : { ok: true },
  );
}

function present(world: World, asked: Asked): void {
  const parsed = presenceSchema.safeParse(fromJson(asked.body));
  const found = parsed.success && world.workspace.people.some(({ id }) => id === parsed.data.user);
  if (found)
    world.record({
      kind: 'presence',
      user: parsed.data.user,
      away: parsed.data.presence === 'away',
    });
  sendJson(
    asked,
    found ? 200 : 404,
    found ? { ok: true } : { ok: false, error: 'There is no such person, or no such presence.' },
  );
}

function endLinks(world: World, asked: Asked): void {
  const parsed = endSchema.safeParse(fromJson(asked.body));
  sendJson(
    asked,
    parsed.success ? 200 : 400,
    parsed.success
      ? { ok: true, ended: world.links.end(parsed.data.end) }
      : { ok: false, error: 'Say how the links end.' },
  );
}
