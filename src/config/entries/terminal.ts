import { z } from 'zod';

const InSlack = z.string().regex(/^[UW][A-Z0-9]{2,}$/, {
  error: 'write the id of a person (U…): at a terminal nobody is a group',
});

/** Which users of Davy's own machine are which people of Slack: only they approve there. */
export const TerminalEntry = z
  .record(z.string().regex(/^[\w.][\w.@-]{0,63}$/), InSlack)
  .default({})
  .readonly();
