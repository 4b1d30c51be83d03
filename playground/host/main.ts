import { z } from 'zod';
import { announce } from '../processes/announce.ts';
import { startHost } from './start.ts';

const around = z.object({
  storeUrl: z.string(),
  balancerUrl: z.string(),
  dsn: z.string(),
  strokesPerError: z.number(),
});
const options = z.object({
  dataDir: z.string(),
  port: z.number(),
  around,
  serversMax: z.number().exactOptional(),
});

await announce('host', options, async (read) => {
  const host = await startHost(read);
  return { urls: { url: host.url }, close: host.close };
});
