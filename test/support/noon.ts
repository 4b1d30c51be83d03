/** Nov 20, 2026 at 12:00 UTC: when the sample pre-release was asked for. */
export const noon = Date.UTC(2026, 10, 20, 12, 0, 0);

export const minute = 60_000;

/** It has soaked and its teams have just said yes: a release may start. */
export const readyAt = noon + 253 * minute;
