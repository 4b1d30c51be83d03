import { many } from './amount.ts';

/** The card around its standing. */
export const card = {
  state: 'State', next: 'Next', commit: 'Commit', checks: 'Checks',
  counted: (passed: number, failed: number) => `${many(passed, 'passed', 'passed')}, ${many(failed, 'failed', 'failed')}`,
  allPassed: (passed: number) => `${many(passed, 'check')} passed.`,
  startedBy: (who: string, at: string) => `Started by ${who} ${at}`,
  registered: (at: string) => `Registered ${at}`,
  speed: (times: number) => `The clock runs ${times} times as fast`,
  options: 'Change Options',
  spokenOptions: (name: string) => `Change the options of the pre-release of ${name}`,
  again: 'Retry', askAgain: 'Ask Again',
  spokenAgain: (name: string) => `Pre-release ${name} again`,
};
