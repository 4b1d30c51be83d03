import { z } from 'zod';

const Url = z.url({
  protocol: /^https?$/,
  error: 'write an address such as https://sentry.example.com',
});
const Text = z.string().trim().min(1, { error: 'must not be empty' });

/** Base URLs of all vendors can be set, so that self-hosted servers and stand-ins need no code. */
const Environment = z
  .object({
    SLACK_BOT_TOKEN: Text.regex(/^xoxb-/, {
      error: 'must be a bot token, which begins with xoxb-',
    }),
    /**
     * Without a secret anybody could sign: an empty one stops Davy. Needed unless Slack comes in by
     * the socket.
     */
    SLACK_SIGNING_SECRET: Text.optional(),
    /**
     * Set: Socket Mode, where Davy opens the connection and nothing has to reach it from outside.
     */
    SLACK_APP_TOKEN: Text.regex(/^xapp-/, {
      error: 'must be an app-level token, which begins with xapp-',
    }).optional(),
    SLACK_API_URL: Url.default('https://slack.com/api/').transform((url) =>
      url.endsWith('/') ? url : `${url}/`,
    ),
    DATABASE_URL: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'write an address such as postgres://davy@db.example.com/davy',
      })
      .optional(),
    /** The role that owns the tables and migrates, where Davy's own must not. */
    DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DAVY_DATA: Text.default('.davy'),
    DAVY_CONFIG: Text.default('davy.yml'),
    SENTRY_URL: Url.default('https://sentry.io'),
    SENTRY_AUTH_TOKEN: Text.optional(),
    /** Davy's own faults are reported there; nothing else is. */
    SENTRY_DSN: Url.optional(),
    PROMETHEUS_URL: Url.optional(),
    PROMETHEUS_TOKEN: Text.optional(),
    PAGERDUTY_EVENTS_URL: Url.default('https://events.pagerduty.com'),
    JIRA_URL: Url.optional(),
    /**
     * With an e-mail the token is an API token of Cloud; without, a personal access token of a
     * server of one's own.
     */
    JIRA_EMAIL: Text.optional(),
    JIRA_TOKEN: Text.optional(),
    /** Signs POST /builds. Without it no builds are taken. */
    BUILDS_SECRET: Text.optional(),
    /**
     * Only this machine, unless said otherwise: in a container write 0.0.0.0 and put TLS in front.
     */
    HOST: Text.default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
    /** The playground lets hours pass in minutes; never set it for real. */
    DAVY_CLOCK_SPEED: z.coerce.number().positive().max(100_000).default(1),
    /**
     * The real time (ms) at which the scaled clock showed the same as the real one; kept so that a
     * restart does not turn time back.
     */
    DAVY_CLOCK_EPOCH: z.coerce.number().int().nonnegative().optional(),
  })
  .readonly();

/** What the environment says, once it has been believed. */
export type Environment = z.infer<typeof Environment>;

/** Reads the environment once, at start; every fault is named at once. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): { readonly environment: Environment } | { readonly faults: readonly string[] } {
  // `NAME=` in a shell file means "not set", except where an empty secret would be a fault.
  const said = Object.fromEntries(
    Object.entries(env).filter(
      ([name, value]) =>
        value !== '' || name === 'SLACK_SIGNING_SECRET' || name === 'SLACK_BOT_TOKEN',
    ),
  );
  const parsed = Environment.safeParse(said);
  const deaf =
    said['SLACK_SIGNING_SECRET'] === undefined && said['SLACK_APP_TOKEN'] === undefined
      ? ['SLACK_SIGNING_SECRET: is missing (or SLACK_APP_TOKEN, for Socket Mode)']
      : [];
  if (parsed.success) return deaf.length === 0 ? { environment: parsed.data } : { faults: deaf };
  return {
    faults: [
      ...parsed.error.issues.map(
        (issue) =>
          `${issue.path.join('.')}: ${said[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`,
      ),
      ...deaf,
    ],
  };
}
