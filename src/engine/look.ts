import type { Claim, Fleet } from '../ports.ts';
import type { Server } from '../release/fleet.ts';
import { isOpen, type Release } from '../release/release.ts';
import type { Step } from '../release/step.ts';
import { nextStep } from '../release/world.ts';
import { beforeCall, inReal, type Shop } from './shop.ts';
import { startWhenReady } from './start-release.ts';

/** After a step the world is looked at again this soon; where things move, this often (real ms). */
const afterStepMs = 150;
const whileMovingMs = 1_000;

/** World lane: sees what is there, tells it, and does the one next thing that is still wanted. Answers when to look again. */
export async function look(shop: Shop, claim: Claim): Promise<number | null> {
  const { clock, ledger, fleet } = shop.ports;
  const before = await ledger.release(claim.key);
  if (!before || !isOpen(before)) return null;
  const { service } = before;
  await beforeCall(shop, claim, 'observe');
  const servers = await fleet(service).observe(service);
  const at = clock.now();
  shop.at('world after observe');
  await shop.tell({ service, release: before.id, claim }, { kind: 'observed', at, wall: clock.wall(at), servers });
  const stepped = await doNextStep(shop, claim, servers);
  if (stepped) return inReal(clock, afterStepMs);
  return whenAgain(shop, await startWhenReady(shop, claim, servers));
}

/** Decides on the newest state, and only then acts: a rollback recorded meanwhile is seen here. */
async function doNextStep(shop: Shop, claim: Claim, servers: readonly Server[]): Promise<boolean> {
  const { ledger, clock, fleet } = shop.ports;
  await ledger.renew(claim);
  const release = await ledger.release(claim.key);
  if (!release || !isOpen(release)) return false;
  const line = await ledger.line(release.service);
  const step = nextStep(line, release, servers, clock.now());
  if (!step) return false;
  shop.log.info({ release: release.id, phase: release.phase.kind, step }, `${step.kind} for ${release.service} ${release.build.version}`);
  shop.at(`world before ${step.kind}`);
  await perform(fleet(release.service), release, step);
  shop.at(`world after ${step.kind}`);
  return true;
}

function perform(fleet: Fleet, { id, service }: Release, step: Step): Promise<void> {
  switch (step.kind) {
    case 'launch':
      return fleet.launch({ service, release: id, build: step.build, slots: step.slots });
    case 'admit':
      return fleet.admit(service, step.ids);
    case 'close':
      return fleet.close(service, step.ids);
    case 'migrate':
      return fleet.migrate(service, step.moves);
    case 'protect':
      return fleet.protect(service, step.ids, step.on);
    case 'retire':
      return fleet.retire(service, step.ids);
  }
}

function whenAgain({ ports: { clock } }: Shop, release: Release | null): number | null {
  if (!release || !isOpen(release)) return null;
  const calm = ['soaking', 'waiting', 'approved', 'stuck'].includes(release.phase.kind);
  const regular = clock.now() + release.plan.lookEveryMs;
  return calm ? regular : Math.min(regular, inReal(clock, whileMovingMs));
}
