import { joined } from './amount.ts';
import type { Power } from '../../release/state/standing.ts';

/** What each power does. */
const does: Readonly<Record<Power, (service: string) => string>> = {
  prerelease: (service) => `start a pre-release of ${service}`,
  start: (service) => `start a release of ${service}`,
  cancel: (service) => `cancel a release of ${service}`,
  hold: (service) => `hold ${service} or slow it down`,
  resume: (service) => `resume ${service}`,
  faster: (service) => `let ${service} go faster again`,
  unlock: (service) => `unlock ${service}`,
  retry: (service) => `retry what is stuck of ${service}`,
  'roll-back': (service) => `roll ${service} back`,
  'done-by-hand': (service) => `say what was done by hand on ${service}`,
  answer: (service) => `answer a page of ${service}`,
  freeze: (service) => `freeze ${service} and end its freeze`,
  run: (service) => `run every job of ${service}`,
};

/** The same in a list of them. */
const short: Readonly<Record<Power, string>> = {
  prerelease: 'Pre-release',
  start: 'Start',
  cancel: 'Cancel',
  hold: 'Hold',
  resume: 'Resume',
  faster: 'Faster',
  unlock: 'Unlock',
  retry: 'Retry',
  'roll-back': 'Roll Back',
  'done-by-hand': 'Done by Hand',
  answer: 'Answer a page',
  freeze: 'Freeze',
  run: 'Run jobs',
};

const called: Readonly<Record<string, string>> = {
  anyone: 'any member of the workspace',
  teams: 'its teams',
  'on-call': 'whoever is on call',
  second: 'whoever is called next',
  holder: 'whoever held it',
};

/** Those who may, in words; people and groups are told by how many there are. */
export function whoMay(may: readonly string[]): string {
  if (may.includes('anyone')) return called['anyone'] ?? '';
  const known = may.flatMap((one) => (Object.hasOwn(called, one) ? [called[one] ?? ''] : []));
  const named = may.some((one) => !Object.hasOwn(called, one));
  const all = [...known, ...(named ? ['those whom davy.yml names'] : [])];
  return all.length === 0 ? 'nobody' : joined(all);
}

/** By what right somebody may. */
export const authorityTexts = {
  names: (powers: readonly Power[]) => joined(powers.map((power) => short[power])),
  who: whoMay,
};

/** Why somebody may not. */
export const authorityRefusals = {
  approveAuthored: (name: string, teams: readonly string[]) =>
    `You wrote a change of ${name}, so someone else of ${joined(teams)} has to approve it.`,
  whoMayApprove: () => 'Nobody can tell who may approve just now. Try again in a minute.',
  mayApprove: (teams: readonly string[], name: string) =>
    `Members of ${joined(teams)} approve ${name}.`,
  fromOutside: () => 'Davy is for members of this workspace.',
  whoYouAre: () => 'Slack does not say who you are just now. Try again in a minute.',
  mayDo: (power: Power, service: string, may: readonly string[]) =>
    `Only ${whoMay(may)} can ${does[power](service)}.`,
};
