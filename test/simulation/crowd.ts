import type { Ledger } from '../../src/ports/ledger.ts';
import { isEscalating } from '../../src/release/paging/escalation.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Wish } from './door.ts';
import { ana, guest, members, omar, priya, stranger, tom } from './office.ts';
import type { Dice } from './random.ts';
import { service, type World } from './world.ts';

type Seen = {
  readonly open: readonly Release[];
  readonly all: readonly Release[];
  readonly locked: boolean;
  readonly frozen: boolean;
  readonly live: string;
  readonly lastGood: readonly string[];
  readonly moving: boolean;
};

/** What is on the cards now: people act on what they see. */
export async function lookAround(ledger: Ledger): Promise<Seen> {
  const line = await ledger.line(service);
  const all = await ledger.history(service, 50);
  return {
    open: all.filter(isOpen),
    all,
    locked: line.lock !== null,
    frozen: line.freeze !== null,
    live: line.live?.version ?? '',
    lastGood: line.lastGood.map(({ version }) => version),
    moving: line.moving !== null,
  };
}

/** People who want the new build out: they do the sensible next thing, not always at once. */
export function sensible(dice: Dice, world: World, seen: Seen): Wish | null {
  const { open, all, locked, frozen, moving } = seen;
  const called = open.find(isEscalating);
  if (called && dice.chance(0.15)) return wish(dice, 'answer', dice.pick([omar, ana]), called);
  const stuck = open.find(({ phase }) => phase.kind === 'stuck');
  if (stuck && dice.chance(0.5))
    return wish(dice, dice.pick(['retry', 'retry', 'rollback', 'by-hand']), omar, stuck);
  const swapping = open.find(({ phase }) => phase.kind === 'swapping');
  if (swapping && dice.chance(0.15))
    return wish(dice, dice.pick(['rollback', 'rollback', 'hold']), omar, swapping);
  if (frozen && dice.chance(0.3)) return wish(dice, 'unfreeze', priya);
  const byHand = all[0]?.phase.kind === 'failed' && all[0].phase.by !== null;
  if (byHand && locked && !serves(world, seen.live) && dice.chance(0.5))
    return { ...wish(dice, 'live', omar), version: mostUsed(world) };
  const back = open.some(({ phase }) => phase.kind === 'rolling-back');
  if (locked && !moving && !back && dice.chance(0.5)) return wish(dice, 'unlock', priya);
  const held = open.find(({ hold, countdown }) => hold !== null && countdown === null);
  if (held && dice.chance(0.3)) return wish(dice, 'resume', omar, held);
  const pre = open.find(
    ({ kind, phase }) =>
      kind === 'prerelease' && ['soaking', 'waiting', 'approved'].includes(phase.kind),
  );
  if (pre?.phase.kind === 'approved' && dice.chance(0.3)) return wish(dice, 'start', priya, pre);
  if (pre && pre.phase.kind !== 'approved' && dice.chance(0.7))
    return wish(dice, 'approve', dice.pick(members), pre);
  const fresh = world.candidates.filter(({ version }) =>
    all.every(({ build }) => build.version !== version),
  );
  if (open.length === 0 && !locked && fresh.length > 0 && dice.chance(0.7))
    return {
      ...wish(dice, 'prerelease', dice.pick([priya, ana, tom])),
      version: fresh[0]!.version,
    };
  const alone = open.length === 1 && pre !== undefined;
  if (alone && !locked && !moving && fresh.length > 0 && dice.chance(0.25))
    return {
      ...wish(dice, 'prerelease', dice.pick([priya, ana, tom])),
      version: fresh[0]!.version,
      among: dice.pick(['replace', 'beside', 'in-line']),
    };
  return null;
}

/** Everybody else: late, double, wrong, from outside, or simply of another mind. */
export function unruly(dice: Dice, world: World, seen: Seen): Wish {
  const { open, all, lastGood } = seen;
  const about =
    open.length > 0 && dice.chance(0.9)
      ? dice.pick(open)
      : all.length > 0
        ? dice.pick(all)
        : undefined;
  const who = dice.pick([...members, guest, stranger]);
  const paged = open.find(({ countdown }) => countdown !== null);
  if (paged && dice.chance(0.25)) return { ...wish(dice, 'hold', who, paged), minutes: 60 };
  if (paged && dice.chance(0.4)) return wish(dice, 'postpone', dice.pick([omar, who]), paged);
  if (about && dice.chance(0.4))
    return wish(dice, 'approve', dice.pick([about.by ?? who, guest, stranger, who]), about);
  if (lastGood.length > 0 && dice.chance(0.15))
    return {
      ...wish(dice, 'return', who),
      version: dice.pick([...lastGood, dice.pick(world.candidates).version]),
    };
  const given = about?.approvals[0]?.by;
  if (given && dice.chance(0.1)) return wish(dice, 'undo', given, about);
  const act = dice.pick([
    'prerelease',
    'prerelease',
    'start',
    'stop',
    'decline',
    'rollback',
    'hold',
    'resume',
    'postpone',
    'retry',
    'unlock',
    'freeze',
    'unfreeze',
    'by-hand',
    'approve',
    'undo',
    'cancel',
    'slower',
    'faster',
    'own',
  ] as const);
  return {
    ...wish(dice, act, who, about),
    version: dice.pick(world.candidates).version,
    among: dice.pick(['alone', 'beside', 'replace', 'in-line']),
  };
}

/** Somebody has a job run on hosts, or ends one early. */
export function jobWish(dice: Dice): Wish {
  const by = dice.pick([omar, omar, omar, { id: 'U5', name: 'Eva' }, ana]);
  const act = dice.chance(0.2) ? 'job-stop' : 'job';
  const version = dice.pick(['reindex', 'backup', 'migrate']);
  return { ...wish(dice, act, by), version };
}

function wish(dice: Dice, act: string, by: Wish['by'], about?: Release): Wish {
  const rev = (about?.rev ?? 0) - (dice.chance(0.05) ? 1 : 0);
  return {
    act,
    by,
    release: about?.id ?? null,
    rev,
    version: about?.build.version ?? '',
    minutes: dice.between(1, 4),
    among: 'alone',
  };
}

function serves({ cloud }: World, version: string): boolean {
  return cloud.serving().some((box) => box.version === version);
}

/** Whoever finished something by hand says what is so. */
function mostUsed(world: World): string {
  const versions = [world.first, ...world.candidates].map(({ version }) => ({
    version,
    servers: world.cloud.serving().filter((box) => box.version === version).length,
  }));
  return versions.sort((a, b) => b.servers - a.servers)[0]!.version;
}
