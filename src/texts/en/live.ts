import { joined, many } from './amount.ts';

/** What serves, as a look just now showed it; null: nobody answered. */
type Serving = readonly string[] | null;

/** Why a build does not count as live although people say so, in a sentence. */
export function servesNot(name: string, serving: Serving): string {
  if (serving === null) return `Nobody can tell whether ${name} serves just now.`;
  const others =
    serving.length === 0
      ? 'nothing does'
      : `${joined(serving)} ${serving.length === 1 ? 'does' : 'do'}`;
  return `${name} does not serve: ${others}.`;
}

/** Failures are said as failures: "0 checks passed" is how nobody sees them. */
export function checksSaid(passed: number, failed: number): string {
  if (failed > 0) return `${failed} of ${many(passed + failed, 'check')} failed`;
  return passed === 0 ? 'no checks ran' : `${many(passed, 'check')} passed`;
}

/** Why it is not recorded, or nothing starts from it. */
export const liveRefusals = {
  liveNotServing: (name: string, serving: Serving) =>
    `${servesNot(name, serving)} Recorded as live all the same it needs a reason, and the word ` +
    `of two approvers: \`/release live ${name} <reason>\`.`,
  liveNeedsOther: (name: string) =>
    `You said so already. ${name} is recorded as live when another approver says it, too.`,
  liveUnproven: (name: string) =>
    `${name} was recorded as live without having served or soaked here, so nobody could go back ` +
    `to it. Once it serves, say so again: \`/release live ${name}\`.`,
};
