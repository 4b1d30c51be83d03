import type { Answered } from '../standin/exchange.ts';

/** How the balancer and its store say "too many requests": they are one vendor's. */
export function slowDown(seconds: number): Answered {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { error: 'slow down' },
  };
}
