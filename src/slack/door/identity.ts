import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { senderOf } from './sender.ts';

/** Who Davy is to Slack: requests for any other app or workspace are refused. */
export type Identity = {
  readonly team: string;
  readonly enterprise: string | null;
  /** Null where Slack does not tell; the signing secret belongs to one app already. */
  readonly app: string | null;
  readonly bot: string | null;
  readonly user: string;
  /** The workspace's own address, for links. */
  readonly url: string;
};

/** The address of a message, once the workspace's own address is known. */
export function linkTo(
  identity: Identity | null,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): string | null {
  return identity === null
    ? null
    : new URL(`archives/${channel}/p${ts.replace('.', '')}`, identity.url).href;
}

const Self = z.object({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
  bot_id: z.string().nullish(),
  is_enterprise_install: z.boolean().default(false),
  url: z.url(),
});
const Bot = z.object({ bot: z.object({ app_id: z.string() }) });

/** What a failed look left out is asked for again so much later (real ms). */
const askAgainMs = 30_000;

/**
 * Asks Slack once who we are and remembers the answer; while Slack is away every question asks
 * again.
 */
export function identityOf(
  client: Pick<WebClient, 'auth' | 'bots'>,
  now: () => number,
): {
  get(): Promise<Identity>;
  known(): Identity | null;
} {
  let known: Identity | null = null;
  let asking: Promise<Identity> | null = null;
  let again = 0;
  return {
    known: () => known,
    get: () => {
      const before = known;
      if (before && (isWhole(before) || now() < again)) return Promise.resolve(before);
      again = now() + askAgainMs;
      asking ??= ask(client)
        .then((identity) => (known = identity))
        .finally(() => (asking = null));
      return before ? asking.catch(() => before) : asking;
    },
  };
}

/** Where a bot has an app, without the app's id any app of the workspace would pass. */
function isWhole({ bot, app }: Identity): boolean {
  return bot === null || app !== null;
}

async function ask(client: Pick<WebClient, 'auth' | 'bots'>): Promise<Identity> {
  const self = Self.parse(await client.auth.test());
  const bot = self.bot_id ?? null;
  // An app of a whole organisation is refused where it does not say whose bot it asks about.
  const ofTeam = self.is_enterprise_install ? { team_id: self.team_id } : {};
  const app =
    bot === null
      ? null
      : await client.bots.info({ bot, ...ofTeam }).then(
          (answer) => Bot.parse(answer).bot.app_id,
          () => null,
        );
  return {
    team: self.team_id,
    enterprise: self.enterprise_id ?? null,
    app,
    bot,
    user: self.user_id,
    url: self.url,
  };
}

/** Whether a request is for this app in this workspace, whatever kind of request it is. */
export function isForUs(body: unknown, identity: Identity): boolean {
  const sender = senderOf(body);
  if (!sender || (identity.app !== null && sender.app !== identity.app)) return false;
  if (sender.team !== null)
    return (
      sender.team === identity.team ||
      (identity.enterprise !== null && sender.enterprise === identity.enterprise)
    );
  return identity.enterprise !== null && sender.enterprise === identity.enterprise;
}
