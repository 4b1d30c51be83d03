import type { Worded } from '../state/worded.ts';

/** What the tracker did with an order that it did not carry out: its own words, or silence. */
export type OrderTrouble = Worded | { readonly kind: 'gone' };

/** Why something about a ticket or its fix version is left to a person. */
export type TicketTrouble =
  | OrderTrouble
  | { readonly kind: 'no-ticket' }
  | { readonly kind: 'no-project' }
  | { readonly kind: 'no-answer'; readonly system: string }
  /** The only way asks for fields that a person has to fill in. */
  | { readonly kind: 'asks-for'; readonly to: string; readonly fields: readonly string[] }
  | {
      readonly kind: 'no-way';
      readonly from: string;
      readonly to: string;
      readonly instead: readonly string[];
    }
  | { readonly kind: 'version-not-set'; readonly because: OrderTrouble }
  | { readonly kind: 'not-commented'; readonly because: OrderTrouble };
