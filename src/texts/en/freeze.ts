import { joined } from './amount.ts';
import { dot } from './sentence.ts';

const leads = (teams: readonly string[]) => `the approvers of ${joined(teams)}`;

/** A freeze, from its beginning to its end. */
export const freezeTexts = {
  begun: (service: string) => `${service} is frozen`,
  spokenBegun: (headline: string, until: string, who: string, reason: string) =>
    `${headline} until ${until}. By ${who}: ${dot(reason)} ` +
    'No pre-release or release starts; rollbacks always work.',
  state: 'State',
  by: (who: string) => `Frozen by ${who}`,
  reason: 'Reason',
  ends: 'Ends',
  endsAt: (at: string) => `${at}, by itself`,
  stops: 'Stops',
  stopsWhat: 'New pre-releases and releases. Rollbacks always work',
  since: (at: string) => `Since ${at}`,
  mayEnd: (who: string, teams: readonly string[]) => `${who} or ${leads(teams)} can end it`,
  over: (service: string) => `The freeze of ${service} is over`,
  endedBy: (who: string) => `Ended by ${who}`,
  endedByTime: 'Ended by itself',
  spokenOver: (headline: string, how: string, at: string) => `${headline}. ${how} on ${at}.`,
  ended: 'Ended',
  was: (who: string, since: string, reason: string) => `Frozen by ${who} since ${since}: ${reason}`,
  asks: (who: string, service: string) => `${who} asks to end the freeze of ${service}`,
  spokenAsks: (said: string, until: string, reason: string) =>
    `${said}. Frozen until ${until}: ${dot(reason)}`,
  asksText: (said: string, owner: string, teams: readonly string[]) =>
    `${said}. ${owner}, this is your freeze; ${leads(teams)} can end it, too.`,
  until: (until: string, reason: string) => `Frozen until ${until}: ${reason}`,
  asked: (who: string, service: string) => `${who} asked to end the freeze of ${service}`,
  someoneEnded: (who: string) => `${who} ended it`,
  timeEnded: 'It ended by itself',
  answered: (said: string, how: string) => `${said}. ${how}.`,
  answeredAt: (said: string, how: string, at: string) => `${said}. ${how} ${at}.`,
  sure: (service: string) => ({
    title: `End the freeze of ${service}`,
    text: `Pre-releases and releases of ${service} may start again at once.`,
    yes: 'End Freeze',
    no: 'Keep Frozen',
  }),
  end: 'End Freeze',
  spokenEnd: (service: string) => `End freeze of ${service}`,
};
