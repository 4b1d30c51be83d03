import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');
const mixed = planting('whole', 'mixed');

/** What is saved: once, under its fence, before it is said, and by which version. */
export const ledgerPlants: readonly Plant[] = [
  plant(
    'the fence is dropped',
    43,
    cut(
      'adapters/memory-ledger/wakes.ts',
      'if (wake?.fence !== fence || wake.leasedUntil === null) throw',
      'if (!wake) throw',
    ),
  ),
  plant(
    'a delivery counts each time it is worked on',
    20,
    cut('adapters/memory-ledger/decide.ts', 'if (before) return before;', ''),
  ),
  plant(
    'an acknowledgement does not wait for the row',
    3,
    cut(
      'slack/door/inbox.ts',
      'const saved = await within(saving, saveWithinMs);',
      'const saved: boolean | null = true;',
    ),
  ),
  mixed(
    'rows of a newer version are read as far as they are known',
    2,
    cut(
      'adapters/postgres-ledger/rows/release.ts',
      "'release', strictObject({",
      "'release', z.object({",
    ),
    cut('adapters/postgres-ledger/rows/release.ts', "'line', strictObject({", "'line', z.object({"),
  ),
  plant(
    'a step asks once for all of its calls whether it is still to be made',
    1,
    cut(
      'engine/world/order.ts',
      'const stillMine = async () => {',
      'const stillMine = async () => { if (hasBegun) return;',
    ),
  ),
  plant(
    'a call does not ask whether something was recorded since its step was decided',
    2,
    cut(
      'engine/world/order.ts',
      'await beforeCall(context, claim, `a call to ${doing}`, seq);',
      "await beforeCall(context, claim, `a call to ${doing}${seq ? '' : ' '}`);",
    ),
  ),
];
