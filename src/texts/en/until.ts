/** Until which day, asked and answered. */
export const until = {
  label: 'Known until',
  pick: 'Pick a day',
  another: 'Choose Another Day',
};
