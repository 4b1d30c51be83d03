import { texts } from '../../texts/texts.ts';

/** Dates of the calendar, which no zone changes. */
export const { dateWords, rangeWords, weekdayWord } = texts.when;
