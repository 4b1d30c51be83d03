import { many } from '../amount.ts';
import { shortened, didYouMean, dot, listed } from '../sentence.ts';

/** What somebody named is not there, or could be several things. */
export const findReplies = {
  noService: (said: string, meant: readonly string[]) =>
    `There is no service "${shortened(said)}".${didYouMean(meant)}`,
  goneService: (service: string) => `There is no service ${service} any more. Nothing changed.`,
  noServiceHere: (command: string, example: string) =>
    `This channel has no service linked. Name one: \`/${command} ${example}\``,
  severalHere: (services: readonly string[], command: string, example: string) =>
    `This channel has several services: ${listed(services)}. Name one: \`/${command} ${example}\``,
  noRelease: (id: string) => `There is no release ${id}. Nothing changed.`,
  notOpen: (said: string, open: readonly string[]) =>
    `No release or build ${shortened(said)} is running or waiting. ` +
    (open.length === 0 ? '' : `There is ${listed(open)}. `) +
    'Nothing changed.',
  nothingRuns: (service: string) => `Nothing of ${service} is running. Nothing changed.`,
  whichOne: (service: string, open: number) =>
    `${service} has ${many(open, 'pre-release')}. Which one?`,
  noBuild: (service: string, said: string, meant: readonly string[] = []) =>
    `${dot(`${service} has no build ${shortened(said)}`)}${didYouMean(meant)}`,
  noMessage: 'No release belongs to this message. Nothing changed.',
};
