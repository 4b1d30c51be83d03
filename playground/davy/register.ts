import { createHmac } from 'node:crypto';
import { secrets } from './settings.ts';

/** A build as CI tells Davy of it. */
export type Registered = {
  readonly service: string;
  readonly version: string;
  readonly commit: string;
  readonly image: string;
  readonly checks: { readonly passed: number; readonly failed: number };
};

/** Registers a build through the same signed door that CI uses; tries again while Davy starts. */
export async function registerBuild(davyUrl: string, build: Registered): Promise<void> {
  const body = JSON.stringify(build);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac('sha256', secrets.buildsSecret);
  const signature = `v1=${hmac.update(`${timestamp}.${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/json',
    'x-davy-timestamp': timestamp,
    'x-davy-signature': signature,
  };
  const answer = await fetch(`${davyUrl}/builds`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok)
    throw new Error(`Davy refused build ${build.version}: ${answer.status} ${await answer.text()}`);
}
