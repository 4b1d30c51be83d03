import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Shortcut, shortcutSchema } from './shortcut.ts';
import { commandSchema, type SlashCommand } from './slash-command.ts';

const manifestSchema = z.object({
  features: z.object({
    shortcuts: z.array(shortcutSchema).max(10).default([]),
    slash_commands: z.array(commandSchema).default([]),
    bot_user: z.object({ display_name: z.string() }).optional(),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
  }),
});

/** What the workspace learns from an app's manifest when the app is installed. */
export type Installed = {
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  /** Undefined when no manifest said: then every command and event goes to the app. */
  readonly events: readonly string[] | undefined;
  readonly scopes: readonly string[];
};

const everyScope = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'im:read',
  'im:write',
  'channels:join',
  'channels:history',
  'groups:history',
  'metadata.message:read',
  'reactions:write',
];

/**
 * Reads what an app asks for; without a manifest it was given everything this workspace can grant.
 */
export function readManifest(path: string | undefined): Installed {
  if (path === undefined)
    return { commands: [], shortcuts: [], events: undefined, scopes: everyScope };
  const manifest = manifestSchema.parse(parse(readFileSync(path, 'utf8')));
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  return {
    commands: manifest.features.slash_commands,
    shortcuts: manifest.features.shortcuts,
    events: manifest.settings.event_subscriptions?.bot_events ?? [],
    scopes: [...bot, ...bot_optional],
  };
}
