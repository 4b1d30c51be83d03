import type { World } from '../world.ts';
import { usersOf } from './figures.ts';
import { approve, buildThat, cast, onCard, prerelease, type Stage } from './stage.ts';
import type { Shown } from './slack-journal.ts';
import { checkRollback, noneLeft, paged, type Story } from './story.ts';
import {
  enoughRequests,
  type Measured,
  measure,
  splitsOf,
  type TrafficFigures,
  type Wanted,
} from './traffic-figures.ts';
import { until } from './until.ts';

/** So far a measured share may lie beside the one that was asked for (0 to 1). */
const pointsMax = 0.03;
const canaryShare = 0.05;

/**
 * A stateless service, whose requests follow shares: a good build gets the canary's, then 10, 50
 * and 100 %; a bad one gets the canary's and loses it. All of it is counted at the balancer.
 */
export const traffic: Story = {
  name: 'traffic',
  sample: 'portal',
  pace: { soak: '4s', countdown: '2s', batches: '10%, 50%, 100%' },
  build: (world) => buildThat(world, 'throws'),
  async play(stage, bad) {
    const { canary, batches, lost } = stagesOf(stage.world);
    const card = await prerelease(stage, buildThat(stage.world, 'healthy'));
    await counted(stage, canary);
    await approve(stage, card);
    for (const batch of batches) await move(stage, card, batch);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    const worse = await prerelease(stage, bad);
    await paged(stage);
    await onCard(stage, worse, 'the rollback', (text) => text.includes('rolled back'));
    await noneLeft(stage, bad.version);
    await counted(stage, lost);
    return 'rolled back';
  },
  figures: async (world) => ({ traffic: await trafficOf(world) }),
  check: (figures) => [...checkRollback(figures), ...checkShares(figures.traffic)],
};

/** Each stage in turn: whose share it is, and what the plan says it gets. */
function stagesOf(world: World) {
  const { version } = buildThat(world, 'healthy');
  const bad = buildThat(world, 'throws').version;
  const batch = (share: number): Wanted => ({
    stage: `batch ${Math.round(share * 100)}%`,
    version,
    share,
  });
  return {
    canary: { stage: 'canary', version, share: canaryShare },
    batches: [batch(0.1), batch(0.5), batch(1)],
    lost: { stage: 'steered back', version: bad, share: 0 },
  };
}

/** Holds the release where it is until enough was counted, and lets it go on. */
async function move(stage: Stage, card: Shown, batch: Wanted): Promise<void> {
  const { world, slack, say } = stage;
  await until(`${batch.stage} to begin`, () => measure(world, batch));
  const isLast = batch.share >= 1;
  if (!isLast) {
    await slack.type(cast.oncall, card.channel, '/release hold portal 15m counting requests');
    say('Noor types /release hold portal 15m counting requests');
  }
  await counted(stage, batch);
  if (isLast) return;
  await slack.type(cast.oncall, card.channel, '/release resume portal');
  say('Noor types /release resume portal');
}

async function counted({ world, say }: Stage, wanted: Wanted): Promise<void> {
  const { asked, measured, requests } = await until(
    `${enoughRequests} requests of ${wanted.stage}`,
    async () => {
      const now = await measure(world, wanted);
      return now && now.requests >= enoughRequests ? now : undefined;
    },
  );
  say(
    `${wanted.stage}: ${wanted.version} was to get ${percent(asked)}, ` +
      `and got ${percent(measured)} of ${requests} requests`,
  );
}

async function trafficOf(world: World): Promise<TrafficFigures> {
  const { canary, batches, lost } = stagesOf(world);
  const found = await Promise.all([canary, ...batches, lost].map((one) => measure(world, one)));
  const stages = found.flatMap((one) => one ?? []);
  const atDoor = (await splitsOf(world)).reduce((sum, one) => sum + one.failed, 0);
  const { failedRequests, faults } = await usersOf(world);
  return {
    stages,
    missing: found.length - stages.length,
    failedRequests: failedRequests + atDoor,
    failures: { ...faults, ...(atDoor > 0 ? { 'at the balancer': atDoor } : {}) },
    mostDeviation: Math.max(0, ...stages.map(deviationOf)),
  };
}

function checkShares(figures: TrafficFigures | undefined): readonly string[] {
  if (!figures) return ['nothing was counted'];
  const { stages, missing, failedRequests, failures, mostDeviation } = figures;
  return [
    ...(missing > 0 ? [`${missing} stages never came`] : []),
    ...stages.flatMap(({ stage, requests }) =>
      requests < enoughRequests ? [`${stage} had ${requests} requests only`] : [],
    ),
    ...(failedRequests > 0 ? [`${failedRequests} requests failed: ${saidOf(failures)}`] : []),
    ...(mostDeviation > pointsMax ? [`a share was ${percent(mostDeviation)} beside`] : []),
  ];
}

function deviationOf({ asked, measured }: Measured): number {
  return Math.abs(asked - measured);
}

function saidOf(failures: TrafficFigures['failures']): string {
  const entries = Object.entries(failures);
  return entries.map(([why, count]) => `${why} (${count})`).join(', ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
