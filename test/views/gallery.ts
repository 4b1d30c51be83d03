import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { approvalGallery } from './approval-gallery.ts';
import { buildGallery } from './build-gallery.ts';
import { carryGallery } from './carry-gallery.ts';
import { edges } from './edges.ts';
import { errorGallery } from './error-gallery.ts';
import { hostileGallery } from './hostile-gallery.ts';
import { pageGallery } from './page-gallery.ts';
import { singlesGallery } from './singles-gallery.ts';
import { releaseGallery } from './release-gallery.ts';
import { reminderGallery } from './reminder-gallery.ts';
import { soakGallery } from './soak-gallery.ts';
import { ticketGallery } from './ticket-gallery.ts';
import { parkGallery } from './park-gallery.ts';
import { trafficGallery } from './traffic-gallery.ts';

/** One story for every state that people can see. */
export const gallery: Readonly<Record<string, ThreadFacts>> = {
  ...edges,
  ...buildGallery,
  ...soakGallery,
  ...approvalGallery,
  ...carryGallery,
  ...pageGallery,
  ...releaseGallery,
  ...parkGallery,
  ...trafficGallery,
  ...singlesGallery,
  ...reminderGallery,
  ...hostileGallery,
  ...ticketGallery,
  ...errorGallery,
};
