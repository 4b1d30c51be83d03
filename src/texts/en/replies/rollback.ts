import type { Served } from '../../../release/state/served.ts';
import { servedText } from '../served.ts';
import { shortened, didYouMean, dot, listed } from '../sentence.ts';

/** A rollback: what it would do, that it goes, and the page's bounded veto. */
export const rollbackReplies = {
  stops: (isRelease: boolean, served: Served, service: string, from: string, to: string | null) =>
    `This ${isRelease ? 'stops the release and ' : ''}moves ` +
    `${whom(served)} of ${service} from ${from} back to ` +
    `${to ?? 'what is live'}.`,
  returns: (isOther: boolean, service: string, from: string | null, to: string) =>
    `${isOther ? 'Or: this' : 'This'} moves everyone on ${service} from ` +
    `${from ?? 'the live build'} back to ${to} and locks ${service}.`,
  planned: 'Plan only: nothing was done, and nothing moves until you press a button here.',
  reason: (reason: string) => dot(`Reason: ${reason}`),
  pressed: 'pressed Roll Back',
  isGoing: (name: string) => `${name} is already rolling back. Nothing more to do.`,
  noOlder: (service: string) =>
    `No older build of ${service} is known to go back to. Nothing changed.`,
  neverServed: (service: string, said: string, live: string | null, offered: number) =>
    `${service} ${shortened(said)} never served everyone, so nobody goes back to it. ` +
    (offered === 0
      ? `No older build of ${service} is known to go back to. Nothing changed.`
      : `Nothing changed yet: a button here moves everyone on ${service} from ` +
        `${live ?? 'the live build'} to that build, and locks ${service}.`),
  withOthers: (because: string) =>
    `${because} Nothing changed yet. Rolling it back moves everybody back, ` +
    'also from what is released with it.',
  going: (name: string, to: string | null) =>
    `Rolling back ${name}. Users go back to ${to ?? 'what is live'} now.`,
  returning: (service: string, version: string) =>
    `Rolling back. Everyone on ${service} goes back to ${version}.`,
  noCapacity: (service: string) =>
    `The servers of ${service} do not answer, and Davy does not know how many there were. ` +
    'Nothing was started. Try again.',
  explained: (name: string, reason: string) =>
    dot(`Thanks. The thread says why the rollback of ${name} waits: ${reason}`),
  postponeForm: {
    title: 'Rollback postponed',
    intro: (name: string) =>
      `The rollback of ${name} waits. You own this: it ends by itself, ` +
      'and at once if things get worse.',
    label: 'Why wait?',
    hint: 'What you are checking',
    submit: 'Save Reason',
    cancel: 'Skip for Now',
  },
  /** On Davy's own machine, where commands have no slash. */
  terminal: {
    staysLive: (live: string | null, service: string, older: string) =>
      `${live ?? 'What is live'} stays live. ` +
      `To roll everyone back as well: rollback ${service} ${older}`,
    nameOne: (known: readonly string[]) =>
      `Name a service. There is: ${known.join(', ')}. Nothing changed.`,
    unknown: (said: string, meant: string | null, known: readonly string[]) =>
      `There is no service "${shortened(said)}".` +
      (meant === null ? ` There is: ${known.join(', ')}.` : didYouMean([meant])) +
      ' Nothing changed.',
    noWayBack: (service: string, version: string, known: readonly string[]) =>
      `${service} ${shortened(version)} never served everyone, so nobody rolls back to it. ` +
      (known.length === 0 ? 'No build can be a target.' : `Choose one of ${listed(known)}.`) +
      ' Nothing changed.',
  },
};

function whom(served: Served): string {
  if (served.moves === 'traffic') return served.share === null ? 'the traffic' : servedText(served);
  return served.users === null ? 'all users' : servedText(served);
}
