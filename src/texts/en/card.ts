import { many } from './amount.ts';
import { checksSaid } from './live.ts';
import { capital, dot } from './sentence.ts';
import { takesAway } from './takes-away.ts';

/** The card around its standing. */
export const cardTexts = {
  state: 'State',
  next: 'Next',
  commit: 'Commit',
  checks: 'Checks',
  counted: (passed: number, failed: number) =>
    failed > 0
      ? `${failed} of ${passed + failed} failed`
      : `${many(passed, 'passed', 'passed')}, ${many(failed, 'failed', 'failed')}`,
  checksOf: (passed: number, failed: number) => dot(capital(checksSaid(passed, failed))),
  startedBy: (who: string, at: string) => `Started by ${who} ${at}`,
  registered: (at: string) => `Registered ${at}`,
  speed: (times: number) => `The clock runs ${times} times as fast`,
  built: (commit: string) => `Commit ${commit}`,
  image: (image: string) => `Image \`${image}\``,
  changes: 'Changes',
  view: 'View Changes',
  since: (changes: number, from: string, people: number) =>
    `${changes === 0 ? 'Nothing new' : many(changes, 'change')} since ${from}` +
    (people > 0 ? `, by ${many(people, 'person', 'people')}` : ''),
  back: (changes: number, from: string) => `Reverts ${many(changes, 'change')} since ${from}`,
  takesAway,
  /** Before the headline of what takes changes away. */
  titled: (takes: string, headline: string) => `${takes}: ${headline}`,
  care: (reasons: readonly string[]) => `*Needs care:* ${reasons.join(', ')}`,
  options: 'Change Options',
  spokenOptions: (name: string) => `Change options of the pre-release of ${name}`,
  again: 'Retry',
  askAgain: 'Ask Again',
  spokenAgain: (label: string, name: string) => `${label}: pre-release of ${name}`,
};
