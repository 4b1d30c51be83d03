/** Whoever Slack does not know. */
export const people = {
  atTerminal: 'Whoever was at the terminal',
};
