import { nearest } from '../texts/near.ts';
import { helpOf, isAct, type Verb, verbs } from './verbs.ts';

const reasons = `
Whoever is on call is paged when somebody acts here, and the record says who and why. A reason is
asked for where none is given (--reason "…"), also for a rollback. davy.yml says which users of
this machine are approvers (terminal:); everybody here may hold and roll back.

When the database is gone: davy rollback --from ssm:NAME|FILE --reason "…". It brings every user
back by what davy.yml has kept outside the database (rollback_order:), and needs no ledger.
`;

/** Everything that can be said here. */
export function wholeHelp(slashes: readonly string[]): string {
  return `Davy from a terminal, for when Slack does not answer. It writes into the same ledger, with
the environment of Davy; the Davy that runs does the rest.

${verbs.map(helpOf).join('')}  davy <word> --help
${reasons}
From a checkout: npm run davy -- status. Everything else is said in Slack: ${slashes.join(', ')}.
`;
}

/** One word alone. */
export function helpFor(verb: Verb): string {
  return `${helpOf(verb)}${isAct(verb) ? reasons : ''}`;
}

/** For a word nobody knows here. */
export function unknownVerb(said: string): string {
  const meant = nearest(said, verbs);
  return `Davy does not know "${said.slice(0, 40)}" here.${
    meant === null ? '' : ` Did you mean davy ${meant}?`
  } Nothing changed.\n`;
}
