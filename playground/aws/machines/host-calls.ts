import { z } from 'zod';
import { call } from '../../call.ts';

const serverSchema = z.object({
  id: z.string(),
  state: z.string(),
  address: z.string().nullable(),
});
/** A process of the playground's host, as far as it matters here. */
export type HostServer = z.infer<typeof serverSchema>;

/** What is asked of the playground's host and of its balancer. */
export type HostCalls = {
  /** The same token is the same server. */
  readonly launch: (token: string, service: string, image: string) => Promise<HostServer>;
  readonly list: () => Promise<readonly HostServer[]>;
  readonly end: (id: string) => Promise<void>;
  readonly admit: (id: string, address: string, admits: boolean) => Promise<void>;
  readonly letGo: (id: string) => Promise<void>;
  readonly weigh: (weights: Readonly<Record<string, number>>) => Promise<void>;
  readonly answers: (address: string) => Promise<'well' | 'bad-status' | 'too-late' | 'no-answer'>;
};

/** Speaks to both over HTTP. */
export function hostCalls(hostUrl: string, balancerUrl: string): HostCalls {
  return {
    launch: async (token, service, image) =>
      serverSchema.parse(
        await call(`${hostUrl}/servers`, 'POST', {
          token,
          service,
          image,
          protected: false,
          tags: {},
        }),
      ),
    list: async () => z.array(serverSchema).parse(await call(`${hostUrl}/servers`)),
    end: async (id) => void (await call(`${hostUrl}/servers/${id}`, 'DELETE')),
    admit: async (id, address, admits) =>
      void (await call(`${balancerUrl}/targets/${id}`, 'PUT', { address, admits })),
    letGo: async (id) => void (await call(`${balancerUrl}/targets/${id}`, 'DELETE')),
    weigh: async (weights) => void (await call(`${balancerUrl}/weights`, 'PUT', weights)),
    async answers(address) {
      try {
        const answer = await fetch(`http://${address}/healthz`, {
          signal: AbortSignal.timeout(2_000),
        });
        await answer.arrayBuffer();
        return answer.ok ? 'well' : 'bad-status';
      } catch (error) {
        return error instanceof Error && error.name === 'TimeoutError' ? 'too-late' : 'no-answer';
      }
    },
  };
}
