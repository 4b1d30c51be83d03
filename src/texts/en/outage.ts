/** When nothing can be stored: said without the ledger, so only once and to everybody. */
export const outageTexts = {
  away: 'Davy cannot store anything',
  awayWhat:
    'Nothing is decided and nothing moves; servers and users stay where they are. ' +
    'Automatic rollbacks wait, too. Its database does not take what it is given: see the log.',
  back: 'Davy stores again',
  backWhat: 'It looks at the world and goes on by itself.',
};
