/**
 * # src/adapters/cdevents
 *
 * Whoever takes CDEvents over HTTP behind the port `NewsSink`. They are plain objects: there is
 * nothing that an SDK would save.
 */

import { z } from 'zod';
import type { NewsItem } from '../../ports/news-sink.ts';
import type { Build } from '../../release/state/build.ts';
import { productOf, readLineName } from '../../release/state/line-name.ts';

const Environment = z.strictObject({ id: z.string().min(1) });
const context = {
  id: z.string().min(1),
  source: z.string().min(1),
  timestamp: z.iso.datetime(),
  chainId: z.string().min(1),
};
const customData = z.strictObject({
  service: z.string(),
  release: z.string(),
  version: z.string(),
  commit: z.string(),
  image: z.string(),
  before: z.string().nullable(),
  by: z.string().nullable(),
});

const ServiceEvent = z.strictObject({
  context: z.strictObject({
    specversion: z.literal('0.5.1'),
    type: z.enum([
      'dev.cdevents.service.deployed.0.3.0',
      'dev.cdevents.service.upgraded.0.3.0',
      'dev.cdevents.service.rolledback.0.3.0',
    ]),
    ...context,
  }),
  subject: z.strictObject({
    id: z.string().min(1),
    source: z.string().min(1),
    content: z.strictObject({ environment: Environment, artifactId: z.string().min(1) }),
  }),
  customData,
  customDataContentType: z.literal('application/json'),
});

/** Approvals are new in the draft of the next version, and say so. */
const ApprovalEvent = z.strictObject({
  context: z.strictObject({
    specversion: z.literal('0.6.0-draft'),
    type: z.literal('dev.cdevents.approval.closed.0.1.0'),
    ...context,
  }),
  subject: z.strictObject({
    id: z.string().min(1),
    source: z.string().min(1),
    content: z.strictObject({
      approvalDetailsUrl: z.string().min(1),
      resourceTargetUrl: z.string().min(1),
      responder: z.string().regex(/^urn:/),
      decision: z.enum(['approved', 'rejected']),
      status: z.enum(['approved', 'rejected']),
    }),
  }),
  customData,
  customDataContentType: z.literal('application/json'),
});

/** What Davy says in the words of CDEvents; nothing that does not fit is ever sent. */
const CDEvent = z.union([ServiceEvent, ApprovalEvent]);
export type CDEvent = z.infer<typeof CDEvent>;

const source = '/davy';

/**
 * The events that tell of this; the same item is always the same events. A release that was taken
 * back took its canary with it, which is a place of its own.
 */
export function cdEventsOf(item: NewsItem): readonly CDEvent[] {
  const isBoth = item.what === 'taken-back' && item.of.kind === 'release';
  const canary: NewsItem = {
    ...item,
    id: `${item.id}-canary`,
    of: { ...item.of, kind: 'prerelease' },
  };
  return (isBoth ? [item, canary] : [item]).map(cdEventOf);
}

function cdEventOf(item: NewsItem): CDEvent {
  return CDEvent.parse({
    context: {
      ...(item.what === 'approved' || item.what === 'declined' ? draft : released(item)),
      id: item.id,
      source,
      timestamp: new Date(item.at).toISOString(),
      chainId: item.of.id,
    },
    subject: subjectOf(item),
    customData: customDataOf(item),
    customDataContentType: 'application/json',
  });
}

const draft = { specversion: '0.6.0-draft', type: 'dev.cdevents.approval.closed.0.1.0' };

function released({ what, of }: NewsItem): object {
  const predicate =
    what === 'canary'
      ? 'deployed'
      : what === 'everybody' && of.kind !== 'return'
        ? 'upgraded'
        : 'rolledback';
  return { specversion: '0.5.1', type: `dev.cdevents.service.${predicate}.0.3.0` };
}

function subjectOf(item: NewsItem): object {
  const { what, of, by, link } = item;
  if (what === 'approved' || what === 'declined') {
    const decision = what === 'approved' ? 'approved' : 'rejected';
    return {
      id: of.id,
      source,
      content: {
        approvalDetailsUrl: link ?? `${source}/releases/${of.id}`,
        resourceTargetUrl: purlOf(of.build),
        responder: by === null ? 'urn:davy:davy' : `urn:davy:person:${encodeURIComponent(by.id)}`,
        decision,
        status: decision,
      },
    };
  }
  // After a way back the build before it is what serves there.
  const serves = what === 'taken-back' ? (of.target ?? of.build) : of.build;
  return {
    id: `service/${productOf(of.build.service)}`,
    source,
    content: { environment: { id: environmentOf(item) }, artifactId: purlOf(serves) },
  };
}

/** Where it serves: a further line is a place of its own, and so is a canary. */
function environmentOf({ of: { kind, build } }: NewsItem): string {
  const place = readLineName(build.service)?.place ?? 'production';
  return kind === 'prerelease' ? `${place}-canary` : place;
}

function purlOf({ service, version }: Build): string {
  return `pkg:generic/${productOf(service)}@${encodeURIComponent(version)}`;
}

function customDataOf({ of: { id, build, target }, by }: NewsItem): object {
  const { service, version, commit, image } = build;
  return {
    service,
    release: id,
    version,
    commit,
    image,
    before: target?.version ?? null,
    by: by?.name ?? null,
  };
}
