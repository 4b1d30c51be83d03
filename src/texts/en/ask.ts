import { joined } from './amount.ts';
import { dot } from './sentence.ts';

/**
 * Who can answer instead of whoever may not, and the call to them. Names are plain in answers and
 * escaped in messages.
 */
export const askTexts = {
  can: (names: readonly string[]) => `${joined(names)} can.`,
  online: (names: readonly string[]) => dot(`Online now: ${joined(names)}`),
  them: 'Ask Them',
  asked: (teams: readonly string[], name: string) =>
    `${joined(teams)} ${teams.length === 1 ? 'is' : 'are'} asked again in the thread of ${name}.`,
  spoken: (by: string, teams: readonly string[], name: string, count: string) =>
    `${by} asks for your approval of ${name}: ${count} approvals, needed from ${joined(teams)}.`,
  text: (calls: string, by: string, name: string, count: string, again: string | null) =>
    `:hourglass_flowing_sand: ${calls} *${by} asks for your approval of ${name}*: ` +
    `${count} approvals.${again === null ? '' : ` ${dot(`You approved before ${again}`)}`}`,
  foot: (at: string) => `Asked ${at}`,
  settled: (name: string) => `Settled: the question about ${name}. Nobody needs to act.`,
  settledText: (by: string) =>
    `:white_check_mark: *Settled.* What ${by} asked for is no longer needed.`,
};
