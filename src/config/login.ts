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
