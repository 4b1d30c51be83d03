import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseOnEc2 } from '../../support/release-on-ec2.ts';

const users = 40;

let davy: Awaited<ReturnType<typeof releaseOnEc2>>;
beforeEach(async () => {
  davy = await releaseOnEc2(null, users, { copy: 'web' });
});
afterEach(() => davy.place.close());

const group = (name: string) => davy.place.world.scaling.groups.get(name);
const phase = async () => (await davy.current())?.phase.kind;

describe('a release of servers that belong to an Auto Scaling group', () => {
  it('holds the old group while users move, and ends with a group of the new servers', async () => {
    await davy.until(() => davy.usersOn(davy.news()) >= users / 2);
    expect([...(group('web')?.suspended ?? [])].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'AlarmNotification',
      'AZRebalance',
      'ScheduledActions',
    ]);
    const news = davy.news();
    const isLive = async () => ['announcing', 'live'].includes((await phase()) ?? '');
    await davy.until(isLive, ['migrating', 'watching']);
    expect(group('web')).toMatchObject({ min: 0, max: 0, desired: 0 });
    const copy = group('web-davy-rel_1-1.42.0');
    expect(copy).toMatchObject({ min: 2, max: 6, desired: 2 });
    expect([...(copy?.members.keys() ?? [])].toSorted()).toEqual([...news].toSorted());
    expect(copy?.policies.size).toBe(1);
    expect([...(copy?.suspended ?? [])]).toEqual(['AZRebalance']);
    expect(davy.place.instances()).toHaveLength(4);
    expect(davy.usersOn(news)).toBe(davy.everybody());
    expect(davy.place.machines().cutOff()).toEqual([]);
  });

  it('lets the old group scale again after its way back, by the round of the line', async () => {
    await davy.until(() => davy.usersOn(davy.news()) >= users / 2);
    await davy.goBack();
    await davy.until(async () => (await phase()) === 'rolled-back');
    await davy.until(() => group('web')?.suspended.size === 0);
    expect(group('web')).toMatchObject({ min: 2, max: 6, desired: 2 });
    expect([...(group('web')?.members.keys() ?? [])]).toEqual([...davy.olds]);
    expect(davy.news().filter((id) => davy.place.isRunning(id))).toEqual([]);
    expect([...davy.place.world.scaling.groups.keys()]).toEqual(['web']);
  });
});
