import type { Service } from '../../service/service.ts';
import type { CommandContext } from '../context.ts';

/** The services whose channel this is. */
export function linkedHere(context: CommandContext): readonly Service[] {
  return Object.values(context.services).filter(
    (service) => service.channel === context.place.channel,
  );
}

/** The services of this channel; anywhere else, all of them. */
export function servicesHere(context: CommandContext): readonly Service[] {
  const here = linkedHere(context);
  return here.length > 0 ? here : Object.values(context.services);
}
