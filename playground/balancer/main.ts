import { z } from 'zod';
import { announce } from '../processes/announce.ts';
import { startBalancer } from './start.ts';

const options = z.object({
  dataDir: z.string(),
  port: z.number(),
  adminPort: z.number(),
  storePort: z.number(),
  connectionsMax: z.number(),
});

await announce('balancer', options, async (read) => {
  const balancer = await startBalancer(read);
  const { url, adminUrl, storeUrl } = balancer;
  return { urls: { url, adminUrl, storeUrl }, close: () => balancer.close() };
});
