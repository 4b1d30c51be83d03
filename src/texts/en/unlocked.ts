/** A service that was locked after a rollback, and that somebody unlocked. */
export const unlockedTexts = {
  head: (service: string, who: string) => `${service} was unlocked by ${who}`,
  spoken: (service: string, who: string, said: string) =>
    `${service} was unlocked by ${who}: ${said} Pre-releases and releases may start again.`,
  text: (said: string) => `*Pre-releases and releases may start again:* ${said}`,
  was: (since: string, reason: string) => `Locked since ${since}: ${reason}`,
};
