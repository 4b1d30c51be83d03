import type { Delivery } from '../entry.ts';

/** What is sent to the app. */
export type Parcel = {
  readonly what: Delivery['what'];
  readonly about: string;
  readonly user: string;
  readonly contentType: 'application/x-www-form-urlencoded' | 'application/json';
  readonly body: string;
};

/** How the app took it: an answer, or nothing within Slack's patience. */
export type Taken =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      readonly noRetry: boolean;
    }
  | { readonly kind: 'operation_timeout' | 'dispatch_failed' | 'outage' };
