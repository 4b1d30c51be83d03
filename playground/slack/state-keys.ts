/** Where a message or a membership is kept: one room, one time stamp or person. */
export const keyOf = (channel: string, ts: string) => `${channel}:${ts}`;

/** Where the mark of what somebody has read is kept. */
export const readKey = (user: string, channel: string, thread?: string) =>
  [user, channel, ...(thread === undefined ? [] : [thread])].join(':');
