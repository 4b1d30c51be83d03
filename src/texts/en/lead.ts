import { many, percent, span } from './amount.ts';
import { unlockLabel } from './sentence.ts';

/**
 * What people who answer for a service see of it on their Home tab, and the test message they can
 * send.
 */
export const leadTexts = {
  head: 'Services you manage',
  channel: 'Channel',
  changelog: 'Changelog',
  oncall: 'On call',
  pre: 'Pre-release',
  release: 'Release',
  rollback: 'Rollback',
  none: 'None',
  noOncall: 'Nobody is named',
  approvers: (team: string, who: string, people: number) =>
    `*Approvers of ${team}:* ${who}` +
    (people === 0
      ? ' :warning: nobody is in this group'
      : ` (${many(people, 'person', 'people')})`),
  stands: (service: string, how: string) => `*${service}* is ${how}`,
  open: 'neither locked nor frozen',
  locked: (since: string, why: string) => `locked since ${since}: ${why}`,
  frozen: (until: string, who: string, why: string) => `frozen until ${until} by ${who}: ${why}`,
  preWords: (servers: number, most: number, soakMs: number) =>
    `${many(servers, 'server')}, ${most} at most, soak of ${span(soakMs)}`,
  releaseWords: (batches: readonly number[], betweenMs: number, automatic: boolean) =>
    `${batches.map(percent).join(', ')} with ${span(betweenMs)} between` +
    (automatic ? ', without approval' : ''),
  rollbackWords: (countdownMs: number, postponeMs: number, postpones: number) =>
    `${span(countdownMs)} after the page` +
    (postpones === 0
      ? ''
      : `, postponed ${postpones === 1 ? 'once' : `${postpones} times`} for ${span(postponeMs)}`),
  freeze: 'Freeze',
  unlock: unlockLabel,
  send: 'Send Test Message',
  who: 'Show Who Approves',
  spokenFreeze: (service: string) => `Freeze ${service} until a time`,
  spokenSend: (service: string) => `Send test message to the channel of ${service}`,
  spokenUnlock: (service: string) => `Unlock ${service}`,
  spokenWho: (service: string) => `Show who approves ${service}`,
  more: (services: number) => `and ${many(services, 'service')} more: \`/release services\``,
  test: {
    spoken: (service: string, who: string) =>
      `Test message of ${service}: Davy can post here. ${who} asked for it.`,
    text: (service: string) =>
      `*Test message.* Davy can post here, and cards of ${service} come to this channel.`,
    by: (who: string) => `Asked for by ${who}`,
    nothing: 'Nobody needs to act',
    sent: 'A test message is on its way to the channel of ',
    notEntitled: (service: string) =>
      `The approvers of ${service} and the admins of Davy can send a test message.`,
    changelog: {
      yes: ' Davy can post in its changelog channel, too.',
      no: ' Davy cannot post in its changelog channel yet: invite it there.',
      unknown: ' Slack does not say whether Davy can post in its changelog channel.',
    },
    empty: (teams: readonly string[]) => ` Nobody is in ${teams.join(', ')} now.`,
  },
};
