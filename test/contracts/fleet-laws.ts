import * as calls from './fleet-laws-calls.ts';
import * as images from './fleet-laws-images.ts';
import * as retire from './fleet-laws-retire.ts';
import * as servers from './fleet-laws-servers.ts';
import * as users from './fleet-laws-users.ts';
import type { FleetWorld, Manner } from './fleet-world.ts';

/**
 * What every fleet must keep to, whatever it is made of. A law throws where a fleet breaks it, and
 * needs nothing but a `FleetWorld`, so that a new kind of fleet is one more world.
 *
 * L6 is for fleets that steer traffic: `fleet-laws-traffic.ts`; what holds of bare servers and
 * spares is for those that have some: `fleet-laws-park.ts`; L12 is for those with jobs that must
 * never run twice: `fleet-laws-singles.ts`; that a part which does not answer is `unknown` (L10)
 * holds of those with parts that can fall silent alone: `fleet-laws-silent.ts`.
 */
export const fleetLaws: Readonly<Record<string, FleetLaw>> = {
  'L1 a slot ordered twice is one server': inEveryManner(servers.oneServerForASlot),
  'L2 a slot once ordered is never ordered anew': inEveryManner(servers.neverOrderedAnew),
  'L3 a server bears its names as soon as it is shown': inEveryManner(servers.shownWithItsNames),
  'L4 nobody reaches a server before it is admitted': inEveryManner(users.unreachedBeforeAdmit),
  'L5 a closed server gets nobody new': inEveryManner(users.closedToNewUsers),
  'L5 closing cuts nobody': inEveryManner(users.closingCutsNobody),
  'L7 users are handed over down to what is to be kept': inEveryManner(users.handedOverDownToKeep),
  'L7 nobody is handed over twice': inEveryManner(users.handedOverOnce),
  'L8 what is protected is not retired': inEveryManner(retire.protectedIsNotRetired),
  'L8 what takes new users is not retired': inEveryManner(retire.openIsNotRetired),
  'L8 what has users is not retired': inEveryManner(retire.usedIsNotRetired),
  'L8 what is not of the service is not retired': inEveryManner(retire.foreignIsNotRetired),
  'L8 a mixed call destroys nothing that must stay': inEveryManner(
    retire.mixedCallKeepsWhatMustStay,
  ),
  'L9 what was taken away is gone within one look': once(servers.goneWithinOneLook),
  'L9 what was taken away is not fought for': once(servers.notFoughtFor),
  'L10 trouble is never read as a fact': once(calls.troubleIsNoFact),
  'L10 trouble is never taken for done': once(calls.troubleIsNotDone),
  'L11 an older fence changes nothing': once(calls.anOlderFenceChangesNothing),
  'an order superseded in the middle makes no further call': once(
    calls.supersededMakesNoFurtherCall,
  ),
  'L13 everything that was not retired is found': inEveryManner(servers.straysAreFound),
  'L14 an image is found only while it can be launched': once(servers.foundWhileLaunchable),
  'L14 an image is found by its tags': once(images.foundByItsTags),
  'L15 a look costs the same calls, however many servers': once(calls.aLookCostsTheSame),
  'L16 every call ends in time': once(calls.endsInTime),
  'a server on its way out is not opened again': inEveryManner(retire.leavingIsNotAdmitted),
  'what is shown unprotected can be retired': once(retire.unprotectedAsShown),
  'protection is as it was switched': inEveryManner(servers.protectionAsSwitched),
  'users are shown as they are': once(users.usersAsTheyAre),
};

/** A law, and the manners of calling in which it is tried. */
export type FleetLaw = {
  readonly holds: (world: FleetWorld) => Promise<void>;
  readonly manners: readonly Manner[];
};

function inEveryManner(holds: FleetLaw['holds']): FleetLaw {
  return {
    holds,
    manners: ['once', 'its answer lost', 'twice at once', 'late, after another fence'],
  };
}

function once(holds: FleetLaw['holds']): FleetLaw {
  return { holds, manners: ['once'] };
}
