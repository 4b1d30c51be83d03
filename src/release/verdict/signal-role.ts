/** What a signal tells of; its name begins with it, as in `endpoint:checkout`. */
export type SignalRole =
  'errors' | 'latency' | 'endpoint' | 'sentry' | 'sessions' | 'restarts' | 'other';

/** Reads it off the name. */
export function roleOfSignal(name: string): SignalRole {
  const end = name.indexOf(':');
  const head = end < 0 ? name : name.slice(0, end);
  switch (head) {
    case 'errors':
    case 'latency':
    case 'endpoint':
    case 'sentry':
    case 'sessions':
    case 'restarts':
      return head;
    default:
      return 'other';
  }
}
