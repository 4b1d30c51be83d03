import type { Environment } from '../config/environment.ts';

/** How Prometheus, or what stands in front of it, is entered: with a login, a token, or nothing. */
export function prometheusAuthorization({
  PROMETHEUS_USER: user,
  PROMETHEUS_PASSWORD: password,
  PROMETHEUS_TOKEN: token,
}: Environment): string | null {
  if (user !== undefined && password !== undefined)
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return token === undefined ? null : `Bearer ${token}`;
}
