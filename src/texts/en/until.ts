/** Until which day, asked and answered. */
export const untilTexts = {
  label: 'Known until',
  pick: 'Pick a day',
  another: 'Choose Another Day',
};
