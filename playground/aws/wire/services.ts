import type { Asked } from '../../standin/exchange.ts';
import { fromJson } from '../../standin/faults.ts';
import { readForm } from './form.ts';
import { readSigned } from './signature.ts';
import { type Tree, treeOf } from './xml.ts';

/** The services that are spoken here, by the name that signatures and policies have for them. */
export const services = {
  ec2: { version: '2016-11-15', dialect: 'ec2' },
  elasticloadbalancing: { version: '2015-12-01', dialect: 'query' },
  autoscaling: { version: '2011-01-01', dialect: 'query' },
  sts: { version: '2011-06-15', dialect: 'query' },
  ssm: { version: '2014-11-06', dialect: 'json' },
} as const;

export type ServiceName = keyof typeof services;

/** What a request asks for, before anybody has looked whether it may. */
export type Asking = {
  readonly service: ServiceName;
  readonly action: string;
  readonly version: string;
  readonly input: Tree;
};

/**
 * Tells the services apart: by what was signed for, and for unsigned requests by their version or
 * target. Undefined for what no service of these would answer.
 */
export function readAsking(asked: Asked): Asking | undefined {
  const target = asked.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [, action] = /^AmazonSSM\.(\w+)$/.exec(target) ?? [];
    if (action === undefined) return undefined;
    const { version } = services.ssm;
    return { service: 'ssm', action, version, input: treeOf(fromJson(asked.body)) };
  }
  const { Action: action, Version: version, ...input } = readForm(formOf(asked));
  if (typeof action !== 'string' || typeof version !== 'string') return undefined;
  const scope = readSigned(asked)?.service;
  const service =
    names.find((name) => name === scope) ??
    names.find((name) => services[name].version === version && name !== 'ssm');
  return service === undefined ? undefined : { service, action, version, input };
}

const names: readonly ServiceName[] = ['ec2', 'elasticloadbalancing', 'autoscaling', 'sts', 'ssm'];

function formOf({ method, url, body }: Asked): string {
  return method === 'GET' ? url.search.slice(1) : body.toString('utf8');
}
