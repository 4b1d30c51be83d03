import { z } from 'zod';
import { readContent } from '../api/content.ts';
import { fromJson } from '../api/args.ts';
import { personOf } from '../room.ts';
import type { Room } from '../rooms.ts';
import type { World } from '../world.ts';
import { post, whisper } from '../write.ts';
import { deliver } from './deliver.ts';
import type { Taken } from './parcel.ts';
import { done, type Outcome, refused } from './said.ts';
import { encodeCommand } from './typed.ts';

const answerSchema = z.looseObject({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  text: z.string().optional(),
});

/** Sends a slash command to the app and shows the person what came back, or that nothing did. */
export async function runCommand(
  world: World,
  user: string,
  room: Room,
  word: string,
  words: string,
  shouldEscape: boolean,
): Promise<Outcome> {
  const taken = await deliver(world, {
    what: 'command',
    about: `${word} ${words}`.trim(),
    user,
    contentType: 'application/x-www-form-urlencoded',
    body: form(world, user, room, word, encodeCommand(world, words, shouldEscape)),
  });
  const failure = failureOf(taken);
  if (failure !== undefined) {
    whisper(
      world,
      { channel: room.id, to: user, user: 'USLACKBOT' },
      { text: `${word} failed with the error "${failure}"` },
    );
    return refused(`${word} failed with the error "${failure}"`);
  }
  return taken.kind === 'answered' ? show(world, user, room, taken.body) : done();
}

/** Slack's own word for an app that did not answer well, or undefined if it did. */
export function failureOf(taken: Taken): string | undefined {
  if (taken.kind !== 'answered') return taken.kind;
  return taken.status >= 200 && taken.status < 300 ? undefined : 'http_service_error';
}

function form(world: World, user: string, room: Room, command: string, text: string): string {
  const { teamId, domain, appId } = world.workspace;
  const token = world.tickets.reply({ channel: room.id, user });
  return new URLSearchParams({
    token: 'verification-token',
    team_id: teamId,
    team_domain: domain,
    channel_id: room.id,
    channel_name: room.kind === 'im' ? 'directmessage' : room.name,
    user_id: user,
    user_name: personOf(world, user)?.name ?? user,
    command,
    text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: `${world.switches.url}/response/${token}`,
    trigger_id: world.tickets.trigger(user),
  }).toString();
}

/**
 * An app may answer in the body: words, or a message that only the person sees unless it says
 * otherwise.
 */
function show(world: World, user: string, room: Room, body: string): Outcome {
  if (body.trim() === '') return done();
  const parsed = answerSchema.safeParse(fromJson(body));
  const answer = parsed.success ? parsed.data : { text: body };
  const read = readContent(world, answer);
  if (read.kind === 'refused')
    return refused(`The app answered something Slack refuses: ${String(read.answer['error'])}`);
  if (answer.response_type === 'in_channel')
    post(world, { channel: room.id, user: world.workspace.bot.user }, read.content);
  else whisper(world, { channel: room.id, to: user }, read.content);
  return done();
}
