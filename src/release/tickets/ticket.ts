/** A ticket as its tracker shows it now. Titles and names come from outside. */
export type Ticket = {
  /** As the tracker calls it now: a ticket that was moved to another project has a new key. */
  readonly key: string;
  readonly project: string;
  readonly title: string;
  readonly type: string;
  readonly status: string;
  /** Its status counts as done, whatever it is called there. */
  readonly isDone: boolean;
  readonly fixVersions: readonly string[];
  readonly transitions: readonly Transition[];
};

/** A way out of the present status, and the names of the fields a person would have to fill in. */
export type Transition = {
  readonly id: string;
  readonly to: string;
  /** Where it leads counts as done. */
  readonly isDone: boolean;
  readonly required: readonly string[];
};

/**
 * What the tracker said to an order. `refused`: in its own words, cut short, to be escaped wherever
 * they are shown.
 */
export type TicketAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string };

const form = /^[A-Z][A-Z0-9_]{1,19}-[1-9][0-9]{0,9}$/;

/**
 * The key as trackers write it, or null for what is none: nothing else may ever reach an address.
 */
export function ticketKey(text: string): string | null {
  const key = text.trim().toUpperCase();
  return form.test(key) ? key : null;
}
