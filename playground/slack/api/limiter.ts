/** Seconds to wait before a call may be made again, or undefined: go on. */
export type Limiter = (method: string, channel: string | undefined) => number | undefined;

type Rate = { readonly perMinute: number; readonly burst: number };

const posting: Rate = { perMinute: 60, burst: 4 };
const tier2: Rate = { perMinute: 20, burst: 20 };
const tier3: Rate = { perMinute: 50, burst: 50 };
const tier4: Rate = { perMinute: 100, burst: 100 };

const rates: Readonly<Record<string, Rate>> = {
  'chat.postMessage': posting,
  'chat.update': tier3,
  'chat.delete': tier3,
  'chat.postEphemeral': tier4,
  'conversations.history': tier3,
  'conversations.replies': tier3,
  'conversations.info': tier3,
  'conversations.members': tier4,
  'usergroups.list': tier2,
  'usergroups.users.list': tier2,
  'users.list': tier2,
  'users.info': tier4,
  'users.getPresence': tier3,
  'canvases.create': tier2,
  'canvases.edit': tier3,
  'canvases.access.set': tier3,
  'views.open': tier4,
  'views.update': tier4,
  'views.publish': tier4,
};

/** Counts calls as Slack does: posts for each channel, everything else for the whole app. */
export function newLimiter(now: () => number): Limiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (method, channel) => {
    const rate = rates[method];
    if (rate === undefined) return undefined;
    const key = method === 'chat.postMessage' ? `${method} ${channel ?? ''}` : method;
    const perMs = rate.perMinute / 60_000;
    const held = buckets.get(key) ?? { tokens: rate.burst, at: now() };
    const tokens = Math.min(rate.burst, held.tokens + (now() - held.at) * perMs);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now() });
    return tokens >= 1 ? undefined : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  };
}
