import { askFor, type Talk } from './ask.ts';

/** Who is called when a person is needed, and which secrets that takes. */
export type Called = {
  readonly entry: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
};

/** Slack alone wakes nobody at night, so it is asked who does; null: nobody. */
export async function askPager(talk: Talk, service: string): Promise<Called | null> {
  const kind = await askFor(
    talk,
    'What calls people at night, pagerduty, opsgenie, webhook or none',
    {
      usual: 'none',
      fits: /^(pagerduty|opsgenie|webhook|none)$/,
      otherwise: 'Write pagerduty, opsgenie, webhook or none',
    },
  );
  if (kind === 'none') return null;
  const own = service.toUpperCase().replaceAll('-', '_');
  const name = `${kind === 'webhook' ? 'PAGER' : kind.toUpperCase()}_${own}_KEY`;
  const secret = `\${${name}}`;
  if (kind === 'pagerduty') return { entry: { kind, routing_key: secret }, secrets: [name] };
  if (kind === 'opsgenie') return { entry: { kind, key: secret }, secrets: [name] };
  const url = await askFor(talk, 'Where pages are sent', {
    fits: /^https?:\/\/\S+$/,
    otherwise: 'Write an address such as https://alerts.acme.example/davy',
  });
  return { entry: { kind, url, secret }, secrets: [name] };
}
