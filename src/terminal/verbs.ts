/** A word that is known at the terminal. */
type Word = {
  readonly usage: string;
  readonly does: string;
  /** The command of Slack that it is. */
  readonly command: string | null;
  /** It changes something: a reason is asked for, and whoever is on call is told. */
  readonly acts: boolean;
};

const words = {
  status: {
    usage: 'status [service|id]',
    does: 'what runs, what waits and what is live',
    command: 'release status',
    acts: false,
  },
  why: {
    usage: 'why <service|id>',
    does: 'what it is waiting for, and who can end it',
    command: 'release why',
    acts: false,
  },
  rehearse: {
    usage: 'rehearse <service>',
    does: 'what its judge would do with past builds',
    command: 'release rehearse',
    acts: false,
  },
  approve: {
    usage: 'approve <service|id> [version] [reason]',
    does: 'approves it for the teams you speak for',
    command: 'release approve',
    acts: true,
  },
  hold: {
    usage: 'hold <service|id> [15m] [reason]',
    does: 'pauses it for a while, and no rollback',
    command: 'release hold',
    acts: true,
  },
  rollback: {
    usage: 'rollback <service> [version] [reason]',
    does: 'users go back, at once; see --from below',
    command: 'rollback',
    acts: true,
  },
  evidence: {
    usage: 'evidence <service|id> [--json|--looks]',
    does: 'all that is recorded of a release',
    command: null,
    acts: false,
  },
  verify: {
    usage: 'verify',
    does: 'proves that nobody changed the record',
    command: null,
    acts: false,
  },
  downgrade: {
    usage: 'downgrade <step>',
    does: 'takes the ledger back for an older Davy',
    command: null,
    acts: false,
  },
} as const satisfies Readonly<Record<string, Word>>;

/** One of them. */
export type Verb = keyof typeof words;

/** Whether it is known here. */
export function isVerb(word: string): word is Verb {
  return Object.hasOwn(words, word);
}

/** Every word, in the order in which help shows them. */
export const verbs: readonly Verb[] = Object.keys(words).filter(isVerb);

/** What is said here for a command of Slack; null where that is said in Slack only. */
export function verbOf(command: string): Verb | null {
  return verbs.find((verb) => words[verb].command === command) ?? null;
}

/** The command of Slack behind a word. */
export function commandOf(verb: Verb): string | null {
  return words[verb].command;
}

/** Whether a reason is asked for. */
export function isAct(verb: Verb): boolean {
  return words[verb].acts;
}

/** Whether it is always about something that has to be named. */
export function needsName(verb: Verb): boolean {
  return words[verb].usage.includes('<service');
}

/** How a word is typed, and what it does. */
export function helpOf(verb: Verb): string {
  return `  davy ${words[verb].usage.padEnd(40)} ${words[verb].does}\n`;
}
