import { createHmac } from 'node:crypto';

/** The workspace both sides believe in. */
export const workspace = {
  team: 'T0BENCH',
  app: 'A0BENCH',
  bot: 'B0BENCH',
  botUser: 'U0DAVY',
  channel: 'C0RELEASES',
  signingSecret: 'the-signing-secret-of-the-benchmark',
} as const;

/**
 * One signed request, as Slack would send it. The trigger is unique and is found again in the
 * inbox.
 */
export type Signed = {
  readonly trigger: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** What the bodies of one round are made of. The same round gives the same words to both sides. */
export type Round = {
  readonly round: number;
  readonly count: number;
  readonly services: readonly string[];
  readonly answersTo: string;
  readonly atSeconds: number;
};

/** Slash commands and button clicks in turn, about one service after the other. */
export function signedBodies({
  round,
  count,
  services,
  answersTo,
  atSeconds,
}: Round): readonly Signed[] {
  return Array.from({ length: count }, (_, number) => {
    const trigger = `bench.${round}.${number}`;
    const service = services[number % services.length] ?? '';
    const body =
      number % 2 === 0
        ? slash(trigger, service, answersTo)
        : click(trigger, service, answersTo, `${atSeconds}.${String(number).padStart(6, '0')}`);
    return { trigger, body, headers: headersFor(body, atSeconds) };
  });
}

function headersFor(body: string, atSeconds: number): Readonly<Record<string, string>> {
  const signature = createHmac('sha256', workspace.signingSecret)
    .update(`v0:${atSeconds}:${body}`)
    .digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(atSeconds),
    'x-slack-signature': `v0=${signature}`,
  };
}

function slash(trigger: string, service: string, answersTo: string): string {
  return new URLSearchParams({
    token: 'verification-token',
    team_id: workspace.team,
    team_domain: 'bench',
    channel_id: workspace.channel,
    channel_name: 'releases',
    user_id: 'U0ANA',
    user_name: 'ana',
    command: '/release',
    text: `status ${service}`,
    api_app_id: workspace.app,
    is_enterprise_install: 'false',
    response_url: `${answersTo}/response/${trigger}`,
    trigger_id: trigger,
  }).toString();
}

function click(trigger: string, service: string, answersTo: string, actionTs: string): string {
  const payload = {
    type: 'block_actions',
    user: { id: 'U0ANA', username: 'ana', name: 'ana', team_id: workspace.team },
    api_app_id: workspace.app,
    token: 'verification-token',
    team: { id: workspace.team, domain: 'bench' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: trigger,
    container: {
      type: 'message',
      message_ts: actionTs,
      channel_id: workspace.channel,
      is_ephemeral: true,
    },
    channel: { id: workspace.channel, name: 'releases' },
    state: { values: {} },
    response_url: `${answersTo}/response/${trigger}`,
    actions: [
      {
        type: 'button',
        action_id: 'release why',
        block_id: 'do',
        text: { type: 'plain_text', text: 'Why?' },
        value: releaseIdOf(service),
        action_ts: actionTs,
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** The release that moves on a service. */
export function releaseIdOf(service: string): string {
  return `rel_${service.toUpperCase()}`;
}
