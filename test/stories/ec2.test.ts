import { expect, it } from 'vitest';
import { type AwsEvidence, awsEvidenceOf } from '../../playground/account/evidence.ts';
import { play } from '../../playground/play.ts';
import { usersOf } from '../../playground/stories/figures.ts';
import { approve, buildThat, onCard, prerelease } from '../../playground/stories/stage.ts';
import {
  checkRollback,
  everyoneOn,
  noneLeft,
  paged,
  type Story,
} from '../../playground/stories/story.ts';
import { serversOf } from '../../playground/stories/servers.ts';

/** Four servers from before Davy, a canary, four in their place, and the canary of the bad one. */
const wanted = 4 + 1 + 4 + 1;

let evidence: AwsEvidence | undefined;
let left: readonly string[] = [];
let failedOnGood = 0;

function isHealthy({ behaviour }: { readonly behaviour: string }): boolean {
  return behaviour === 'healthy';
}

/** A good build goes out to everybody, and a bad one comes back from its canary. */
const overEc2: Story = {
  name: 'over-ec2',
  pace: { soak: '4s', countdown: '2s', p95Ms: 5_000 },
  build: (world) => buildThat(world, 'throws'),
  async play(stage, bad) {
    const { world } = stage;
    const { builds } = world.repository;
    // One before the bad build: an older one is not started after it.
    const good = builds.slice(0, builds.indexOf(bad)).find(isHealthy);
    if (!good) throw new Error('no good build comes before the bad one: play another seed');
    const card = await prerelease(stage, good);
    await approve(stage, card);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, good.version);
    await noneLeft(stage, world.repository.live.version);
    // What fails from here on the bad build brought with it.
    failedOnGood = (await usersOf(world)).failedRequests;
    const worse = await prerelease(stage, bad);
    await paged(stage);
    await onCard(stage, worse, 'the rollback', (text) => text.includes('rolled back'));
    await everyoneOn(stage, good.version);
    await noneLeft(stage, bad.version);
    const servers = await serversOf(world);
    left = servers.filter(({ state }) => state === 'running').map(({ version }) => version);
    evidence = await awsEvidenceOf(world);
    return 'rolled back';
  },
  check: checkRollback,
};

/**
 * Davy as its own process with the policy that this project ships, the real SDK, and real servers
 * behind the local AWS, on which people draw. Few of them: they take no other world's processors,
 * so it waits for no turn.
 */
it('releases and comes back over EC2, and cuts nobody', { timeout: 900_000 }, async () => {
  const told: string[] = [];
  const { ending, faults } = await play(overEc2, {
    seed: 8,
    speed: 1,
    json: true,
    fleet: 'ec2',
    path: process.env['PATH'] ?? '',
    say: (text) => told.push(text),
  });
  expect({ faults, told }).toMatchObject({ faults: [] });
  expect(ending).toMatchObject({ ok: true, outcome: 'rolled back', users: { lostStrokes: 0 } });
  expect(failedOnGood).toBe(0);
  expect(evidence?.launched).toHaveLength(wanted);
  expect(left).toHaveLength(4);
  expect(new Set(left).size).toBe(1);
  // Nothing was refused, so the policy is enough and no bucket ran empty.
  expect(evidence?.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  expect(evidence?.calls.map(({ api }) => api)).toContain('ec2:TerminateInstances');
});
