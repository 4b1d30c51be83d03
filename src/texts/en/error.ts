import { count, many, joined } from './amount.ts';

/** A new error: what it is, which change it likely came from, and what people say of it. */
export const errorTexts = {
  news: {
    new: (name: string) => `New error in ${name}`,
    regressed: (name: string) => `Solved error is back in ${name}`,
    escalating: (name: string) => `Error grows in ${name}`,
  },
  spoken: (news: string, title: string, likely: string | null) =>
    likely === null ? `${news}: ${title}` : `${news}: ${title} Likely change: ${likely}`,
  by: (change: string, author: string) => `${change} by ${author}`,
  facts: { seen: 'Seen', users: 'Users hit', level: 'Level', owners: 'Owners' },
  notKnown: 'Not known',
  topError: 'Top new error',
  likely: 'Likely change',
  blamed: (change: string) => `Likely ${change}.`,
  often: (times: string) => `, ${times}`,
  unlikely: (why: string) => `Not known: ${why}`,
  change: (title: string, author: string) => ` ${title}, ${author}`,
  untold: 'Sentry does not say yet where it comes from',
  untouched: 'no change of this build touched the files it comes from',
  unread: 'what changed in this build is not known',
  alsoTouched: 'Also touched the files it comes from',
  found: (at: string) => `found ${at}`,
  firstSeen: (day: string) => `first seen ${day}`,
  times: { exactly: (n: number) => many(n, 'time'), over: (n: number) => `over ${count(n)} times` },
  users: { exactly: (n: number) => many(n, 'user'), over: (n: number) => `over ${count(n)} users` },
  who: (teams: readonly string[], oncall: boolean, except: string | null, name: string) =>
    `Members of ${joined([...teams, ...(oncall ? ['the on-call'] : [])])} can say what it ` +
    `is${except === null ? '' : `, except ${except} who started ${name}`}`,
  outgrown: 'It grows, so it counts in any case',
  said: (who: string, at: string, version: string | null) =>
    version === null ? `Said by ${who} ${at}` : `Said by ${who} ${at} in ${version}`,
  blocks: (version: string, said: string) => `:x: *Ours, blocks ${version}.* ${said}.`,
  known: (until: string, said: string, reason: string) =>
    `:white_check_mark: *Known until ${until}.* ` +
    `${said}: ${reason} It does not count, unless it grows.`,
  notThisRelease: (version: string, said: string) =>
    `:white_check_mark: *Not this release.* ${said}. ` +
    `It does not count for ${version}, unless it grows.`,
  before: {
    'ours-blocks': (version: string, by: string) =>
      `Last time, in ${version}: ours, it blocked (${by})`,
    known: (version: string, by: string, until: string, reason: string) =>
      `Last time, in ${version}: known until ${until} (${by}: ${reason})`,
    'not-this-release': (version: string, by: string) =>
      `Last time, in ${version}: not this release (${by})`,
    undone: (version: string, by: string) => `Last time, in ${version}: known, undone by ${by}`,
  },
  excused: (errors: number) =>
    `, but ${many(errors, 'known error was', 'known errors were')} not counted`,
  buttons: {
    blocks: 'Ours, Blocks',
    known: 'Known…',
    notThisRelease: 'Not This Release',
    view: 'View Error',
    spokenBlocks: (what: string, version: string) => `Ours, blocks ${version}: ${what}`,
    spokenKnown: (what: string) => `Known until a day: ${what}`,
    spokenNotThisRelease: (what: string) => `Not this release: ${what}`,
  },
  block: {
    title: (name: string) => `Block ${name}`,
    text: (target: string | null, version: string) =>
      `Its users go back to ${target ?? 'the live version'}. ` +
      `${version} may not be released again; a new build can.`,
    yes: 'Block Build',
    no: 'Keep Soaking',
  },
  list: {
    heading: (errors: number, name: string) => `${many(errors, 'more new error')} in ${name}`,
    spoken: (heading: string, decided: number) =>
      decided === 0
        ? `${heading}, in one message.`
        : `${heading}, in one message. ${decided} decided.`,
    allDecided: ':white_check_mark: *All of them are decided.*',
    each: (errors: number) => (errors === 1 ? 'this error' : `each of these ${errors}`),
    later: (errors: number) => `${errors} more come when these are decided`,
    decided: (errors: number) => `${errors} decided`,
    see: (service: string) => `What is known: \`/release errors ${service}\``,
  },
  cause: {
    rolledBack: (name: string) => `${name} was rolled back. This error points to it:`,
    looksLike: (change: string, name: string) =>
      `${change} looks like the cause of the rollback of ${name}:`,
    spokenRolledBack: (name: string, title: string) =>
      `${name} was rolled back. Error to look at: ${title}`,
    spokenLooksLike: (change: string, name: string, title: string) =>
      `${change} looks like the cause of the rollback of ${name}: ${title}`,
    what: { new: 'new', regressed: 'regressed', escalating: 'escalating' },
    seen: (culprit: string, what: string, times: string, users: string | null) =>
      users === null
        ? `  ${culprit} (${what}, ${times})`
        : `  ${culprit} (${what}, ${times}, ${users})`,
  },
};
