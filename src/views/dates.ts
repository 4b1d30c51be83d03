const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** A date of the calendar as people write it: `Nov 20`. It is the team's own date, so no reader's zone changes it. */
export function dateWords(day: string): string {
  const { month, number } = partsOf(day);
  return `${month} ${number}`;
}

/** From one date to another: `Nov 16 to 20`, `Oct 26 to Nov 22`. */
export function rangeWords(first: string, last: string): string {
  if (first === last) return dateWords(first);
  const [from, to] = [partsOf(first), partsOf(last)];
  return from.month === to.month ? `${from.month} ${from.number} to ${to.number}` : `${dateWords(first)} to ${dateWords(last)}`;
}

/** `Mon`. */
export function weekdayWord(day: string): string {
  return days[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

function partsOf(day: string): { readonly month: string; readonly number: number } {
  const date = new Date(`${day}T00:00:00Z`);
  return { month: months[date.getUTCMonth()] ?? '', number: date.getUTCDate() };
}
