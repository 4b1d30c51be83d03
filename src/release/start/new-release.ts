import { unwatched } from '../state/release.ts';

/** What is true of every pre-release and release at the moment it comes into being. */
export const newRelease = {
  carries: [],
  startAttempted: false,
  capacity: 0,
  approvals: [],
  watch: unwatched,
  seen: null,
  orders: [],
  known: [],
  singles: [],
  cameBack: [],
  exposure: [],
  countdown: null,
  countdowns: 0,
  escalation: null,
  incidents: [],
  hold: null,
  holds: 0,
  owners: [],
  asks: [],
  reminders: [],
  move: null,
  contains: [],
  rev: 1,
  seq: 0,
} as const;
