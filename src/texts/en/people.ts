/** Whoever Slack does not know. */
export const peopleTexts = {
  atTerminal: 'Whoever was at the terminal',
};
