import type { Because } from '../../release/state/because.ts';
import type { Single } from '../../release/state/single.ts';
import { span } from './amount.ts';
import { utc } from './when.ts';

type Stands = Extract<Because, { readonly kind: 'single-stands' }>;

const states: {
  readonly [State in Single['state']]: (single: string, where: string) => string;
} = {
  running: (single, where) => `singleton ${single} on ${where} does not stop`,
  stopping: (single, where) =>
    `singleton ${single} on ${where} does not come to the end of its work`,
  stopped: (single, where) => `singleton ${single} on ${where} is stopped and does not start`,
  starting: (single, where) => `singleton ${single} on ${where} does not come up`,
  unhealthy: (single, where) => `singleton ${single} on ${where} is not healthy`,
  unknown: (single, where) =>
    `${where} does not answer, and nobody knows whether singleton ${single} runs there ` +
    '(it is started nowhere else)',
};

/** Why people are called for a singleton; no sentence of its own. */
export function singleStands({ single, where, state, downSince, worked }: Stands): string {
  const place = where === '' ? 'its place' : where;
  const down = downSince === null ? '' : `, down since ${utc(downSince)}`;
  if (worked)
    return (
      `singleton ${single} on ${place} worked with the new build and is stopped now${down}; it ` +
      'may have been stopped for a reason, so Retry starts it again and nothing else does'
    );
  return `${states[state](single, place)}${down}`;
}

/** What of a singleton is waited for, in the middle of a sentence. */
export function singleWaits(
  single: string,
  where: string,
  state: Single['state'],
  downSince: number | null,
): string {
  const said = singlesTexts.line(single, where, singlesTexts.states[state](null), null);
  return `singleton ${said}${downSince === null ? '' : `, down since ${utc(downSince)}`}`;
}

/** Singletons of a release: which of them have changed over, and how long each was down. */
export const singlesTexts = {
  head: 'Singletons',
  /** One line for each. `version`: what runs there, or ran last. */
  line: (single: string, where: string, state: string, down: string | null) =>
    `${single}${where === '' ? '' : ` on ${where}`}: ${state}${down === null ? '' : `, ${down}`}`,
  states: {
    running: (version: string | null) => `runs ${version ?? 'an unknown version'}`,
    stopping: (version: string | null) => `${version ?? 'it'} finishes its work`,
    stopped: () => 'stopped',
    starting: (version: string | null) => `${version ?? 'it'} is starting`,
    unhealthy: (version: string | null) => `${version ?? 'it'} is not healthy`,
    unknown: () => 'its host does not answer',
  } satisfies { readonly [State in Single['state']]: (version: string | null) => string },
  downSince: (at: string) => `down since ${at}`,
  wasDown: (ms: number) => `was down for ${span(ms)}`,
};
