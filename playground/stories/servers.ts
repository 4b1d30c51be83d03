import { z } from 'zod';
import { call } from '../call.ts';
import type { World } from '../world.ts';

const Servers = z.array(z.object({ id: z.string(), version: z.string(), state: z.string() }));

/** The servers that there are, from the provider. */
export async function serversOf(world: World): Promise<z.infer<typeof Servers>> {
  return Servers.parse(await call(`${world.addresses.host}/servers?service=${world.sample}`));
}
