/** What somebody did and why, where the sentence around it does not name them. */
export const saidTexts = {
  asked: (who: string, reason: string) => `${who}: ${reason}`,
  stopped: (who: string, reason: string) => `stopped by ${who}: ${reason}`,
  declined: (who: string, reason: string) => `declined by ${who}: ${reason}`,
  cancelled: (who: string, reason: string) => `cancelled by ${who}: ${reason}`,
  'finished-by-hand': (who: string, reason: string) => `finished by hand by ${who}: ${reason}`,
};
