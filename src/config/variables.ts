import { z } from 'zod';
import { addressWith, AnyUrl } from './entries/address.ts';

const Text = z.string().trim().min(1, { error: 'must not be empty' });

/**
 * Each variable, what it is for, and whether no log line may show it. README's table is held to it
 * by a test. Base URLs of all vendors can be set, so that self-hosted servers and stand-ins need no
 * code.
 */
export const Variables = z.object({
  SLACK_BOT_TOKEN: Text.regex(/^xoxb-/, {
    error: 'must be a bot token, which begins with xoxb-',
  }).meta({ description: 'what Davy speaks to Slack with (`xoxb-…`)', secret: true }),
  // Without a secret anybody could sign: an empty one stops Davy.
  SLACK_SIGNING_SECRET: Text.optional().meta({
    description: 'proves that a request comes from Slack; needed over HTTP',
    secret: true,
  }),
  SLACK_APP_TOKEN: Text.regex(/^xapp-/, {
    error: 'must be an app-level token, which begins with xapp-',
  })
    .optional()
    .meta({
      description:
        'instead of the secret: Socket Mode, where Davy connects to Slack and nothing has to ' +
        'reach Davy (turn it on in the app, token with `connections:write`)',
      secret: true,
    }),
  SLACK_TEAM_ID: Text.regex(/^T[A-Z0-9]+$/, {
    error: 'must be the id of a workspace, which begins with T',
  })
    .optional()
    .meta({
      description:
        'the workspace, where the app is installed for an organisation and let into several',
    }),
  SLACK_API_URL: addressWith('SLACK_BOT_TOKEN')
    .default('https://slack.com/api/')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .meta({ description: 'where Slack answers' }),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'write an address such as postgres://davy@db.example.com/davy',
    })
    .optional()
    .meta({
      description:
        'any PostgreSQL 13 or newer, for more than one replica; without it Davy keeps its own',
      secret: true,
    }),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta({
      description: 'the role that owns the tables and migrates, where Davy’s own must not',
      secret: true,
    }),
  DATABASE_LISTEN_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta({
      description:
        'the server itself, where `DATABASE_URL` leads to a pooler such as PgBouncer: replicas ' +
        'then hear of work at once, and within a second without it',
      secret: true,
    }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(5).meta({
    description: 'connections for Davy’s work; three more are for Slack’s requests and for notices',
  }),
  DAVY_DATA: Text.default('.davy').meta({
    description:
      'where Davy keeps its own database, its copies of repositories and the keys of known hosts',
  }),
  DAVY_CONFIG: Text.default('davy.yml').meta({ description: 'what Davy releases, and how' }),
  SENTRY_URL: addressWith('SENTRY_AUTH_TOKEN').default('https://sentry.io').meta({
    description: 'new, regressed and escalating errors',
  }),
  SENTRY_AUTH_TOKEN: Text.optional().meta({
    description:
      'reads them (`event:read`, `org:read`), and records deploys where `davy.yml` says so ' +
      '(`project:releases`)',
    secret: true,
  }),
  SENTRY_WEBHOOK_SECRET: Text.optional().meta({
    description:
      'proves webhooks at `POST /sentry`: Davy looks at once when errors come (optional)',
    secret: true,
  }),
  SENTRY_DSN: AnyUrl.optional().meta({
    description: 'where Davy reports its own faults, and nothing else (optional)',
    secret: true,
  }),
  PROMETHEUS_URL: addressWith('PROMETHEUS_USER and PROMETHEUS_PASSWORD, or PROMETHEUS_TOKEN')
    .optional()
    .meta({ description: 'counts of requests, latency, and your own queries' }),
  PROMETHEUS_USER: Text.regex(/^[^:]*$/, { error: 'must not contain a colon' })
    .optional()
    .meta({ description: 'only where Prometheus asks for a user and a password' }),
  PROMETHEUS_PASSWORD: Text.optional().meta({
    description: 'the password of that user',
    secret: true,
  }),
  PROMETHEUS_TOKEN: Text.optional().meta({
    description: 'only where something in front of Prometheus asks for a token instead',
    secret: true,
  }),
  PAGERDUTY_EVENTS_URL: addressWith('routing_key in davy.yml')
    .default('https://events.pagerduty.com')
    .meta({
      description: 'pages; the key is a variable that `davy.yml` names',
    }),
  PAGERDUTY_WEBHOOK_SECRET: Text.optional().meta({
    description:
      'proves webhooks at `POST /pagerduty`: who acknowledges there has answered here (optional)',
    secret: true,
  }),
  JIRA_URL: addressWith('JIRA_EMAIL and JIRA_TOKEN')
    .optional()
    .meta({ description: 'tickets of what was released' }),
  JIRA_EMAIL: Text.optional().meta({
    description: 'whose API token it is; without it the token is a personal access token',
  }),
  JIRA_TOKEN: Text.optional().meta({ description: 'reads and moves tickets', secret: true }),
  BUILDS_SECRET: Text.optional().meta({
    description: 'signs `POST /builds` and `POST /cdevents`; without it no builds are taken',
    secret: true,
  }),
  CDEVENTS_URL: addressWith('CDEVENTS_SECRET').optional().meta({
    description: 'where Davy tells of deployments and approvals as CDEvents (optional)',
  }),
  CDEVENTS_SECRET: Text.optional().meta({
    description: 'signs what is told there; without it nothing is signed',
    secret: true,
  }),
  ROLLBACK_SECRET: Text.optional().meta({
    description:
      'signs the way back that is kept outside the database; needed where `davy.yml` names a ' +
      '`rollback_order`',
    secret: true,
  }),
  HOST: Text.default('127.0.0.1').meta({
    description:
      'where Davy listens: only this machine; in a container write `0.0.0.0` and put TLS in front',
  }),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .meta({ description: 'where Slack and CI call' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .meta({ description: 'how much of the log is written' }),
  DAVY_CLOCK_SPEED: z.coerce
    .number()
    .positive()
    .max(100_000)
    .default(1)
    .meta({ description: 'lets hours pass in minutes in the playground; never set it for real' }),
  // Kept so that a restart does not turn time back.
  DAVY_CLOCK_EPOCH: z.coerce.number().int().nonnegative().optional().meta({
    description:
      'the real time (ms) at which that clock showed the same as the real one; the playground only',
  }),
});
