/**
 * Somebody acted on Davy's own machine, past Slack: who the system says they are, where, and why.
 * It stands beside the event, so that the record knows it whatever name the person has in Slack.
 */
export type AtTerminal = {
  readonly user: string;
  readonly host: string;
  readonly reason: string;
};

/** What can be done there, and nothing else. */
export const terminalActs = ['approved', 'held', 'rollback-asked', 'return-started'] as const;

/** One of them. */
export type TerminalAct = (typeof terminalActs)[number];
