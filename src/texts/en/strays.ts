import type { StrayKept } from '../../release/state/strays.ts';
import { joined, many, serverHours, span } from './amount.ts';
import { dot } from './sentence.ts';

const because: { readonly [Kept in StrayKept]: string } = {
  open: 'takes new users',
  users: 'has users',
  uncounted: 'may have users: nobody could count them',
  protected: 'is protected against termination',
  unseen: 'is not shown by the fleet now, so nobody can tell who is on it',
};

const money = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Under a cent nobody pays; a bill of thousands is read without its cents. */
const dollars = (amount: number) =>
  amount < 0.01
    ? 'under $0.01'
    : `about $${amount < 1_000 ? money.format(amount) : Math.round(amount)}`;

const them = (servers: number) => (servers === 1 ? 'it' : 'them');

/** Servers that no open release stands for: what they cost, and what people say of them. */
export const strayTexts = {
  head: (servers: number, name: string) => `${many(servers, 'server')} of ${name} left over`,
  /** `dollars` null: nobody said what an hour costs. */
  since: (endedMs: number | null, cost: StrayCost) =>
    [
      endedMs === null ? 'of no release that Davy knows' : `ended ${span(endedMs)} ago`,
      cost.dollars === null
        ? `${serverHours(cost.hours)} so far`
        : `cost ${dollars(cost.dollars)} so far`,
    ].join(', '),
  spokenAsks: (head: string, since: string) => `${head}: ${since}.`,
  text: (servers: number, name: string, since: string, ids: readonly string[]) =>
    `*${many(servers, 'server')} of ${name}, ${since}:* ${joined(ids)}.`,
  more: (servers: number) => many(servers, 'more'),
  adoptMeans: (servers: number) =>
    `*Adopt* leaves ${them(servers)} alone from now on: somebody has ${them(servers)} on ` +
    'purpose, and Davy asks no more.',
  terminateMeans: (servers: number, graceMs: number) =>
    `*Terminate* destroys ${them(servers)} after ${span(graceMs)}, if nobody is on ` +
    `${them(servers)} then.`,
  unprotectMeans:
    '*Unprotect* switches termination protection off, and destroys nothing. ' +
    'Then Terminate is offered.',
  elsewhere: 'No release that Davy knows started them; another Davy may have.',
  kept: (all: readonly (readonly [id: string, why: StrayKept])[]) =>
    'Davy terminates none of them while ' +
    `${joined(all.map(([id, why]) => `${id} ${because[why]}`))}.`,
  because,
  failed: (said: string) => `*Davy could not do what was said:* ${dot(said)}`,
  nothing: 'Nothing is destroyed without a person',
  byItself: (at: string) => `Davy terminates them ${at} if nobody is on them: davy.yml says so`,
  who: (teams: readonly string[]) => `Approvers of ${joined(teams)} and the on-call decide`,
  goes: (servers: number, at: string) =>
    `*Davy terminates ${many(servers, 'server')} ${at}.* Adopt stops that until then.`,
  going: (servers: number) => `*Davy terminates ${many(servers, 'server')} now.*`,
  unprotecting: (servers: number) =>
    `*Davy takes the protection of ${many(servers, 'server')} off.*`,
  said: (who: string, reason: string) => `Said by ${who}: ${reason}`,
  saidByItself: 'davy.yml said so: nobody adopted them in time',
  adopt: 'Adopt',
  terminate: 'Terminate',
  unprotect: 'Unprotect',
  spoken: {
    adopt: (name: string) => `Adopt servers of ${name}`,
    terminate: (name: string) => `Terminate servers of ${name}`,
    unprotect: (name: string) => `Unprotect servers of ${name}`,
  },
  ended: {
    adopted: {
      head: (servers: number, name: string) => `${many(servers, 'server')} of ${name} adopted`,
      text: (why: string) => `*Davy leaves them alone from now on.* ${dot(why)}`,
    },
    terminated: {
      head: (servers: number, name: string) => `${many(servers, 'server')} of ${name} terminated`,
      text: (why: string) => `*They are gone.* ${dot(why)}`,
    },
    gone: {
      head: (servers: number, name: string) => `${many(servers, 'server')} of ${name} gone`,
      text: '*They are gone, or their build is live.* Davy did nothing to them.',
    },
  },
};

/** What they cost since nobody stands for them. */
export type StrayCost = { readonly hours: number; readonly dollars: number | null };

/** Every no to what people say of them. */
export const strayRefusals = {
  seenBefore: (service: string) => `The servers of ${service} were seen so before.`,
  straysSeenBefore: (service: string) => `What was left behind of ${service} was seen so before.`,
  noStrays: (service: string) => `Nobody is asked about such servers of ${service}.`,
  mayEndStrays: (service: string) =>
    `The teams of ${service} and its on-call say what becomes of such servers.`,
  straysOver: (service: string) =>
    `That was answered already; the card in the channel of ${service} says how.`,
  straysGo: (service: string, who: string | null) =>
    `${who ?? 'davy.yml'} has said already what becomes of these servers of ${service}.`,
  straysChanged: (service: string) =>
    `These servers of ${service} have changed since. Read the card again, then decide.`,
  strayKept: (server: string, kept: StrayKept) => `${server} ${because[kept]}.`,
  noStrayProtected: (service: string) => `None of these servers of ${service} is protected.`,
};
