import { z } from 'zod';
import { announce } from '../processes/announce.ts';
import { hostMachines } from './machines/over-host.ts';
import { startAws } from './start.ts';
import type { Things } from './things.ts';

const options = z.object({
  dataDir: z.string(),
  port: z.number(),
  region: z.string().default('eu-west-1'),
  keyId: z.string(),
  secret: z.string(),
  speed: z.number().positive().default(1),
  /** The playground's host and balancer, where real processes shall run behind the instances. */
  hostUrl: z.string().optional(),
  balancerUrl: z.string().optional(),
  /** As `POST /_control/things` takes them. */
  things: z.custom<Things>().optional(),
});

await announce('aws', options, async (read) => {
  const { hostUrl, balancerUrl, things, ...rest } = read;
  let endMachines: () => Promise<void> = async () => undefined;
  const aws = await startAws({
    ...rest,
    ...(hostUrl === undefined || balancerUrl === undefined
      ? {}
      : {
          machines: (clock) => {
            const machines = hostMachines(hostUrl, balancerUrl, clock, networkOf(read.port));
            endMachines = machines.close;
            return machines;
          },
        }),
    ...(things === undefined ? {} : { things }),
  });
  const close = async () => {
    await aws.close();
    await endMachines();
  };
  return { urls: { url: aws.url }, close };
});

/**
 * Playgrounds beside each other have ports of their own, and so networks of their own: a server of
 * one must never be reached in the place of another's.
 */
function networkOf(port: number): string {
  return `127.${1 + (port % 254)}`;
}
