import { many, joined } from './amount.ts';

/** The first question to a team: which of the versions that serve is live. */
export const adoptTexts = {
  serves: (version: string, servers: number) => `${version} on ${many(servers, 'server')}`,
  which: (service: string) => `Which version of ${service} is live`,
  spoken: (service: string, found: readonly string[]) =>
    [
      `Which version of ${service} is live: Davy found ${joined(found)}.`,
      'Record it once, so that a rollback has a target.',
    ].join(' '),
  text: (found: readonly string[], unregistered: readonly string[]) =>
    [
      `*Davy found ${joined(found)}.*`,
      found.length === 1
        ? 'Is that the version to roll back to?'
        : 'Two or more versions serve at once. Which one is the one to roll back to?',
      ...(unregistered.length === 0
        ? []
        : [`CI has to register ${joined(unregistered)} first (\`POST /builds\`).`]),
    ].join(' '),
  before: 'No pre-release starts before this is recorded',
  still: 'No server changes',
  who: (teams: readonly string[]) => `Approvers of ${joined(teams)} can record it`,
  words: (service: string) => `Or type \`/release live ${service} &lt;version&gt;\``,
  record: (version: string) => `Record ${version} as Live`,
  spokenRecord: (label: string, service: string) => `${label} on ${service}`,
  sure: (service: string, version: string) => ({
    title: `Record ${version} as live`,
    text: `Rollbacks of ${service} will go to ${version}. No server changes.`,
    yes: 'Record as Live',
    no: 'Not Yet',
  }),
  known: (service: string) => `Davy knows what is live on ${service}`,
  spokenKnown: (service: string) =>
    `Davy knows what is live on ${service}. Pre-releases can start.`,
  recorded: (service: string) => `*Recorded.* Pre-releases can start: \`/prerelease ${service}\``,
};
