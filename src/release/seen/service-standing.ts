import type { Line } from '../state/line.ts';
import { isAlarming } from '../state/phase.ts';
import type { Release } from '../state/release.ts';

type ServiceKind =
  | 'rolling-back'
  | 'stopping'
  | 'pending'
  | 'stuck'
  | 'returning'
  | 'moving'
  | 'held'
  | 'waiting'
  | 'approved'
  | 'soaking'
  | 'queued'
  | 'locked'
  | 'frozen'
  | 'live';

/** How a service stands as a whole, and the release that it stands so for. */
export type ServiceStanding = { readonly kind: ServiceKind; readonly release: Release | null };

/** What matters most comes first: trouble, what moves, what waits, what is tried. */
const order: readonly ServiceKind[] = [
  'rolling-back',
  'pending',
  'stuck',
  'returning',
  'moving',
  'stopping',
  'held',
  'waiting',
  'approved',
  'soaking',
  'queued',
];

/** Of all that is open, the one thing to tell; a lock stands before everything that goes on. */
export function serviceStanding({
  line,
  open,
  now,
}: {
  readonly line: Line;
  readonly open: readonly Release[];
  readonly now: number;
}): ServiceStanding {
  const mine = open
    .filter(({ id }) => !(line.moving?.migrating === true && line.moving.carries.includes(id)))
    .map((release) => ({ kind: kindOf(release), release }))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const [first] = mine;
  const urgent = first && order.indexOf(first.kind) < order.indexOf('held');
  if (line.lock && !urgent) return { kind: 'locked', release: null };
  if (first) return first;
  return line.freeze && line.freeze.until > now
    ? { kind: 'frozen', release: null }
    : { kind: 'live', release: null };
}

function kindOf({ phase, countdown, hold, kind }: Release): ServiceKind {
  if (phase.kind === 'rolling-back') return isAlarming(phase.end) ? phase.kind : 'stopping';
  if (phase.kind === 'stuck') return phase.kind;
  if (countdown) return 'pending';
  if (hold) return 'held';
  if (kind === 'return') return 'returning';
  if (kind === 'release') return 'moving';
  return phase.kind === 'waiting' || phase.kind === 'approved' || phase.kind === 'queued'
    ? phase.kind
    : 'soaking';
}
