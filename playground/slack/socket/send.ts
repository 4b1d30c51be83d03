import { fromJson } from '../api/args.ts';
import type { Parcel, Taken } from '../people/parcel.ts';
import type { World } from '../world.ts';
import type { Envelope } from './links.ts';

/** The same parcel as by HTTP, in an envelope over a link the app has opened. */
export async function sendByLink(
  world: World,
  parcel: Parcel,
  retry: { readonly number: number; readonly reason: string } | undefined,
): Promise<Taken> {
  const acknowledged = await world.links.send({
    ...envelopeOf(parcel),
    ...(retry === undefined ? {} : { retry_attempt: retry.number, retry_reason: retry.reason }),
  });
  if (acknowledged.kind !== 'acknowledged') return acknowledged;
  return {
    kind: 'answered',
    status: 200,
    body: acknowledged.payload === undefined ? '' : JSON.stringify(acknowledged.payload),
    noRetry: false,
  };
}

function envelopeOf({ what, contentType, body }: Parcel): Envelope {
  if (contentType === 'application/json')
    return { type: 'events_api', payload: fromJson(body), accepts_response_payload: false };
  const form = new URLSearchParams(body);
  if (what === 'command')
    return {
      type: 'slash_commands',
      payload: Object.fromEntries(form),
      accepts_response_payload: true,
    };
  return {
    type: 'interactive',
    payload: fromJson(form.get('payload') ?? ''),
    accepts_response_payload: true,
  };
}
