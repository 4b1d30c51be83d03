import { parse, stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { servicesOf } from '../../src/assemble/services.ts';
import { planOf } from '../../src/config/plan.ts';
import { printFault, readDavyYml } from '../../src/config/read.ts';
import { example } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key' };
const at = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
const group = (name: string) => `${at}:targetgroup/${name}/73e2d6bc24d8a067`;

const fleet = {
  kind: 'ec2',
  moves: 'traffic',
  region: 'eu-west-1',
  launch_template: { id: 'lt-0123456789abcdef0', version: 7 },
  subnets: ['subnet-0123456789abcdef0'],
  select: { tags: { Role: 'board' }, version_tag: 'releaseVersion' },
  traffic: {
    listener_rule: `${at}:listener-rule/app/board/50dc6c495c0c9188/f2f7dc8e/9683b2d02a6cabee`,
    groups: ['blue', 'green', 'red'].map(group),
    waiting: group('waiting'),
  },
  users: { query: 'sum by (instance) (rate(requests[10s]))', is: '{private_ip}:9090' },
};
const sticky = {
  ...fleet,
  moves: 'users',
  users: { query: 'board_users', is: '{private_ip}:9090' },
  drain: { url: 'http://{private_ip}:8080/drain' },
};
const sandbox = {
  ...fleet,
  select: { ...fleet.select, tags: { Role: 'board-sandbox' } },
  traffic: {
    listener_rule: fleet.traffic.listener_rule.replace('9683', '9684'),
    groups: ['sand1', 'sand2', 'sand3'].map(group),
    waiting: group('sand4'),
  },
};

const fileSchema = z.looseObject({ services: z.object({ board: z.looseObject({}) }) });

function read(said: object, more: object = {}) {
  const file = fileSchema.parse(parse(example));
  const { reconnects: _none, ...release } = z.looseObject({}).parse(file.services.board['release']);
  const board = { ...file.services.board, release, fleet: said, ...more };
  const text = stringify({ ...file, services: { board } }, { aliasDuplicateObjects: false });
  return readDavyYml(text, env);
}

function faultsOf(said: object, more: object = {}): readonly string[] {
  const got = read(said, more);
  return 'faults' in got
    ? got.faults.map((fault) => printFault('davy.yml', fault).replace(/^\S+\s+/, ''))
    : [];
}

describe('a fleet on EC2 in davy.yml', () => {
  it('is read, and its plan says that it prepares servers and shares out traffic', () => {
    const got = read(fleet);
    const board = 'config' in got ? got.config.services['board'] : undefined;
    expect(faultsOf(fleet)).toEqual([]);
    expect(board && planOf(board).ways).toMatchObject({
      moves: 'traffic',
      prepares: true,
      empties: 'destroy',
      closedMs: null,
    });
    expect(board?.fleet).toMatchObject({ starts_within: 300_000, cost: {} });
  });

  it('may release from an Auto Scaling group, which no other line does', () => {
    const said = { ...fleet, group: { copy: 'web' } };
    expect(faultsOf(said)).toEqual([]);
    const lines = (group: object) => ({
      lines: { sandbox: { fleet: { ...sandbox, group }, watch: {} } },
    });
    const shared = /lines\.sandbox\.fleet\.group\.copy/;
    expect(faultsOf(said, lines({ copy: 'web' })).join('\n')).toMatch(shared);
    expect(faultsOf(said, lines({ copy: 'sandbox' })).join('\n')).not.toMatch(shared);
  });

  it.each([
    ['keeps empty servers where it may', { keep: 2 }, 'park'],
    ['destroys them where it only takes spares', {}, 'destroy'],
  ])('%s', (_name, spares, empties) => {
    const got = read({ ...fleet, spares });
    const board = 'config' in got ? got.config.services['board'] : undefined;
    expect(board && planOf(board).ways).toMatchObject({ empties });
  });

  it('is configured by a job of its service, which needs no hosts', () => {
    const configure = { run: 'ssh', user: 'davy', command: '/opt/board/configure {version}' };
    const said = { ...fleet, configure: { job: 'configure' } };
    expect(faultsOf(said, { jobs: { configure } })).toEqual([]);
    const anybody = { ...configure, who: ['U1'] };
    expect(faultsOf(said, { jobs: { configure: anybody } }).join()).toMatch(/write its hosts/);
  });

  it('hands users over where they are counted, and shuts its servers together', () => {
    const got = read(sticky);
    const board = 'config' in got ? got.config.services['board'] : undefined;
    expect(faultsOf(sticky)).toEqual([]);
    expect(board && planOf(board).ways).toMatchObject({
      moves: 'users',
      shutsTogether: true,
      sides: 3,
    });
    expect(board?.fleet).toMatchObject({ users: { label: 'instance' } });
  });

  it.each<readonly [string, object, RegExp]>([
    ['nothing to move', { ...fleet, moves: undefined }, /write moves: users \(with users and dr/],
    [
      'users nobody counts',
      { ...sticky, users: undefined },
      /write how Prometheus counts the users of each server/,
    ],
    ['requests nobody counts', { ...fleet, users: undefined }, /or its requests a second where/],
    ['users nobody hands over', { ...sticky, drain: undefined }, /write where servers hand users/],
    ['users who only leave', { ...sticky, drain: 'wait' }, /leave by themselves are not built/],
    [
      'users of nobody in particular',
      { ...sticky, users: { ...sticky.users, is: 'board' } },
      /how the label names a server/,
    ],
    ['a drain of nobody', { ...sticky, drain: { url: 'http://board/drain' } }, /server is asked/],
    ['a drain where nobody stays', { ...fleet, drain: sticky.drain }, /nobody is handed over/],
    [
      'a template that may change',
      { ...fleet, launch_template: { id: fleet.launch_template.id, version: '$Latest' } },
      /write a number: what \$Latest and \$Default mean may change/,
    ],
    [
      'two groups',
      { ...fleet, traffic: { ...fleet.traffic, groups: ['a', 'b'].map(group) } },
      /write three target groups or four/,
    ],
    [
      'a group twice',
      { ...fleet, traffic: { ...fleet.traffic, waiting: group('blue') } },
      /name each target group once/,
    ],
    [
      'a tag that fits anything',
      { ...fleet, select: { ...fleet.select, tags: { Role: '*' } } },
      /\* and \? would fit other servers too/,
    ],
    [
      "a tag that is Davy's",
      { ...fleet, select: { ...fleet.select, tags: { 'davy:line': 'board' } } },
      /write a tag of your own/,
    ],
    ['no tags', { ...fleet, select: { ...fleet.select, tags: {} } }, /that all its servers have/],
    [
      'a rule that is none',
      { ...fleet, traffic: { ...fleet.traffic, listener_rule: group('blue') } },
      /write the ARN of a rule of the listener/,
    ],
    ['spares without a number', { ...fleet, spares: { keep: 'some' } }, /spares\.keep/],
    ['spot without a group', { ...fleet, spot: 'new-servers' }, /nobody would start others for/],
    ['a refresh', { ...fleet, group: { refresh: 'web' } }, /in an order that nobody can give/],
    ['a group without a name', { ...fleet, group: {} }, /write the name of the Auto Scaling group/],
    [
      'spares beside a group',
      { ...fleet, group: { copy: 'web' }, spares: { keep: 1 } },
      /a group starts its servers itself and takes no spares/,
    ],
    ['no type', { ...fleet, instance_types: [] }, /at least one type, or leave it to the template/],
    ['a type twice', { ...fleet, instance_types: ['a.b', 'a.b'] }, /name each type once/],
    ['a type of no kind', { ...fleet, instance_types: ['c6i'] }, /write a type such as c6i.large/],
    ['a role that is none', { ...fleet, role: 'davy-board' }, /write the ARN of a role, such as/],
    ['an external id of nobody', { ...fleet, external_id: 'x-4711' }, /only a role asks for one/],
    ['a job that nobody wrote', { ...fleet, configure: { job: 'x' } }, /is no job of this service/],
  ])('refuses %s, and says what to write', (_name, said, message) => {
    expect(faultsOf(said).join('\n')).toMatch(message);
  });

  it.each<readonly [string, object, string]>([
    [
      'the rule',
      { ...sandbox.traffic, listener_rule: fleet.traffic.listener_rule },
      'listener_rule',
    ],
    ['a group', { ...sandbox.traffic, waiting: group('green') }, 'groups'],
  ])('refuses a line with %s of another', (_name, traffic, key) => {
    const lines = { sandbox: { fleet: { ...sandbox, traffic } } };
    expect(faultsOf(fleet, { lines }).join('\n')).toContain(
      `services.board.lines.sandbox.fleet.traffic.${key}: is the one of board`,
    );
  });

  it('refuses a line whose tags fit the servers of another', () => {
    const lines = { sandbox: { fleet: { ...sandbox, select: fleet.select } } };
    expect(faultsOf(fleet, { lines }).join('\n')).toContain(
      'sandbox.fleet.select.tags: is the one',
    );
  });

  it('says how images are found, and by more than the version, which others may have', () => {
    const tags = { Role: 'board', Commit: '{commit}' };
    const got = read({ ...fleet, images: { tags } });
    if ('faults' in got) throw new Error(JSON.stringify(got.faults));
    expect(servicesOf(got.config, {})['board']?.images).toEqual({
      tags: { releaseVersion: '{version}', ...tags },
      withinMs: 7_200_000,
    });
    const vague =
      'services.board.fleet.images.tags: write a tag that tells its images from those of other ' +
      'services, such as { Role: board }';
    for (const some of [{}, { Commit: '{commit}' }, { releaseVersion: 'board' }])
      expect(faultsOf({ ...fleet, images: { tags: some } })).toEqual([vague]);
    expect(faultsOf({ ...fleet, images: { tags: { Role: 'board*' } } })[0]).toContain(
      '* and ? would fit other images too',
    );
  });
});
