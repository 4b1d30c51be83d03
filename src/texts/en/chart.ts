/** The axes of charts, and what bars say where nothing is drawn. */
export const chartTexts = {
  minutes: (what: string) => `Minutes since ${what}`,
  seconds: (what: string) => `Seconds since ${what}`,
  value: 'Value',
  none: 'none',
};
