/**
 * # src/doctor
 *
 * Looks at everything a release needs, account by account, and changes nothing. Decides what is to
 * be mended, and says of each fault its cure, once.
 */

import { type Finding, ill, well } from './finding.ts';

/** A clock somewhere else, and how far it is ahead of this machine's (ms). */
export type ClockElsewhere = { readonly of: string; readonly aheadMs: number };

/** Vendors refuse what was signed 5 minutes ago, and samples of half a minute ago are old. */
const toleranceMs = 30_000;

/** A fetch that notes what time it is where it is answered. */
export function hearClocks(
  fetch: typeof globalThis.fetch,
  now: () => number,
): { readonly fetch: typeof globalThis.fetch; readonly clocks: () => readonly ClockElsewhere[] } {
  const heard = new Map<string, number>();
  return {
    fetch: async (input, init) => {
      const sentAt = now();
      const answer = await fetch(input, init);
      const date = Date.parse(answer.headers.get('date') ?? '');
      const { host } = new URL(input instanceof Request ? input.url : input);
      // Whole seconds are written, and half of the way there is behind it.
      if (!Number.isNaN(date)) heard.set(host, date + 500 - (sentAt + now()) / 2);
      return answer;
    },
    clocks: () => [...heard].map(([of, aheadMs]) => ({ of, aheadMs })),
  };
}

/** What was found; `isOurs`: it is this machine's clock that is wrong, so it asks about no now. */
type ClocksSeen = { readonly findings: readonly Finding[]; readonly isOurs: boolean };

/** Whether this machine and all that it asks agree what time it is. */
export function lookAtClocks(clocks: readonly ClockElsewhere[]): ClocksSeen {
  if (clocks.length === 0) return { findings: [], isOurs: false };
  const off = clocks.filter(({ aheadMs }) => Math.abs(aheadMs) > toleranceMs);
  const ahead = off.filter(({ aheadMs }) => aheadMs > 0);
  const most = ahead.length > off.length / 2 ? ahead : off.filter(({ aheadMs }) => aheadMs <= 0);
  if (most.length > 0 && most.length > clocks.length / 2) {
    const [{ aheadMs } = { aheadMs: 0 }] = most;
    const names = most.map(({ of }) => of).join(', ');
    return {
      findings: [
        ill(
          `the clock of this machine is ${apart(-aheadMs)} ${names}`,
          'Set it by NTP (timedatectl set-ntp true): Slack and AWS refuse what is signed at ' +
            'another time, and Prometheus is asked for minutes that are not now',
        ),
      ],
      isOurs: true,
    };
  }
  return {
    findings:
      off.length === 0
        ? [well(`the clocks of ${clocks.length} places agree with this machine's`)]
        : off.map(({ of, aheadMs }) =>
            ill(
              `the clock of ${of} is ${apart(aheadMs)} this machine's`,
              'Set that one by NTP; all others agree with this machine',
            ),
          ),
    isOurs: false,
  };
}

function apart(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
}
