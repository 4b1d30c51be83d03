import { z } from 'zod';

/** What tells servers apart: without it all would have the users of one. */
const ofServer = /\{(?:private_ip|id)\}/;

/** Who counts whom each server serves. */
export const UsersEntry = z.strictObject(
  {
    query: z.string().min(1).max(2_000),
    label: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, { error: 'write the name of a label' })
      .default('instance'),
    is: z.string().max(200).regex(ofServer, {
      error: 'write how the label names a server, such as "{private_ip}:9090"',
    }),
  },
  {
    error:
      'write how Prometheus counts the users of each server, or its requests a second where ' +
      'traffic is shared out: { query, label: instance, is: "{private_ip}:9090" }',
  },
);

/** Where a server is asked to hand its users over. */
export const DrainEntry = z.strictObject(
  {
    url: z
      .string()
      .max(500)
      .refine((text) => ofServer.test(text) && URL.canParse(atSome(text)), {
        error: 'write where a server is asked, such as "http://{private_ip}:8080/drain"',
      }),
  },
  { error: 'write url; users who only leave by themselves are not built yet' },
);

function atSome(url: string): string {
  return url.replaceAll('{private_ip}', '10.0.0.1').replaceAll('{id}', 'i-0');
}
