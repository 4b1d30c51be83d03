import { localPrometheusWorld, realPrometheus } from '../support/prometheus-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { meterLaws, type MeterWorld } from './meter-laws.ts';

const real = await realPrometheus();
/** Every meter there is; the real Prometheus where it is installed. */
const meters: Kinds<MeterWorld> = [
  ['the local Prometheus', localPrometheusWorld],
  ...(real ? [['the real Prometheus', real] as const] : []),
];
holdTo('a meter', meters, meterLaws);
