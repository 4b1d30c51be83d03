import { expect, it } from 'vitest';
import { noon } from '../../support/noon.ts';
import { outboxDesk } from '../../support/outbox-desk.ts';
import { sentryDeploysWorld } from '../../support/sentry-deploys-world.ts';
import { prerelease } from '../../support/a-release.ts';

it('a Davy that is killed between the call and its note leaves one deploy in Sentry', async () => {
  const world = await sentryDeploysWorld();
  const desk = outboxDesk('deploys', { deploys: () => world.records });
  try {
    desk.dieAt('deploys after record');
    const soaking = prerelease({ kind: 'soaking', since: noon });
    await desk.decide(
      soaking,
      { lane: 'deploys', kind: 'register-build' },
      { lane: 'deploys', kind: 'record-canary' },
    );
    await desk.workOff(30_000);
    expect(await world.records.deploysOf(soaking.build)).toEqual([
      { place: 'canary', release: 'rel_PRE' },
    ]);
    expect(await world.deploys()).toBe(1);
  } finally {
    await world.close();
  }
});
