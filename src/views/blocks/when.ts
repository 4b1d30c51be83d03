import { texts } from '../../texts/texts.ts';

/** Moments, in the reader's own zone wherever Slack can do that. */
export const { clock, clockSeconds, day, utc, utcDay, utcSeconds } = texts.when;
