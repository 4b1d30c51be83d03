/** What is wrong with how Prometheus is entered: a login is whole, and there is one way in. */
export function loginFaults(said: Readonly<Record<string, string | undefined>>): readonly string[] {
  const [user, password, token] = ['USER', 'PASSWORD', 'TOKEN'].map(
    (what) => said[`PROMETHEUS_${what}`] !== undefined,
  );
  return [
    ...(user === true && password !== true
      ? ['PROMETHEUS_PASSWORD: is missing, but PROMETHEUS_USER is set']
      : []),
    ...(password === true && user !== true
      ? ['PROMETHEUS_USER: is missing, but PROMETHEUS_PASSWORD is set']
      : []),
    ...(token === true && (user === true || password === true)
      ? ['PROMETHEUS_TOKEN: is one way in, PROMETHEUS_USER another: write one of them']
      : []),
  ];
}

/** Where each secret is sent that everybody on the way could read. */
const sent = [
  ['SLACK_API_URL', 'SLACK_BOT_TOKEN'],
  ['SENTRY_URL', 'SENTRY_AUTH_TOKEN'],
  ['PROMETHEUS_URL', 'PROMETHEUS_PASSWORD'],
  ['PROMETHEUS_URL', 'PROMETHEUS_TOKEN'],
  ['JIRA_URL', 'JIRA_TOKEN'],
] as const;

/**
 * This machine, a private network, or a name without a dot, which only a network of one's own
 * knows: there people may do without TLS.
 */
const nearby = [
  /^(?:127|10)\.[\d.]+$|^192\.168\.[\d.]+$|^172\.(?:1[6-9]|2\d|3[01])\.[\d.]+$/,
  /^\[(?:::1|f[cd][\da-f:]+)\]$/,
  /^[^.:]+$|\.(?:local|internal|svc)$/i,
];

/** Tokens that would cross the world as they are. */
export function openWayFaults(
  said: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return sent.flatMap(([address, secret]) => {
    const url = said[address];
    if (said[secret] === undefined || url === undefined || !URL.canParse(url)) return [];
    const { protocol, hostname } = new URL(url);
    return protocol === 'http:' && !nearby.some((form) => form.test(hostname))
      ? [`${address}: sends ${secret} through the open: write https://`]
      : [];
  });
}
