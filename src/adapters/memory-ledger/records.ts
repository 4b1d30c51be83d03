import type { Measurement, MeasurementsWanted } from '../../ports/readings.ts';
import type { Ledger, Message } from '../../ports/ledger.ts';
import { type RegisteredBuild, sameChecks } from '../../release/state/build.ts';
import { productOf } from '../../release/state/line-name.ts';
import { givenKey, mayTake } from './given-images.ts';
import type { LedgerMemory } from './memory.ts';

type Builds = Pick<Ledger, 'addBuild' | 'build' | 'builds'>;
type Messages = Pick<Ledger, 'messages' | 'addMessage' | 'saveMessage'>;
type Evidence = Pick<Ledger, 'saveChangelog' | 'changelog' | 'saveReadings' | 'readings'>;

/** What is kept beside the decisions: nothing moves by it. */
export function memoryRecords(memory: LedgerMemory): Builds & Messages & Evidence {
  return { ...buildsOf(memory), ...messagesOf(memory), ...evidenceOf(memory) };
}

/** A version is immutable: the second of its name is known already, or contradicts the first. */
function buildsOf(memory: LedgerMemory): Builds {
  const { builds, given } = memory;
  const on = (line: string) => (build: RegisteredBuild) => ({
    ...build,
    service: line,
    image: build.image ?? given.get(givenKey({ service: line, version: build.version })) ?? null,
  });
  return {
    addBuild: async (registered) => {
      const build = { ...registered, service: productOf(registered.service) };
      const { image, checks } = build;
      const place = builds.findIndex(
        (one) => one.service === build.service && one.version === build.version,
      );
      const known = builds[place];
      if (!known) builds.push(build);
      if (!known) return 'added';
      const isNews = image !== null && known.image !== image;
      if (known.commit !== build.commit || (isNews && !mayTake(memory, known, image)))
        return 'conflict';
      builds[place] = { ...known, checks, ...(isNews ? { image } : {}) };
      if (!sameChecks(known, build)) return 'rechecked';
      return isNews ? 'completed' : 'known';
    },
    build: async (service, version) => {
      const found = builds.find(
        (one) => one.service === productOf(service) && one.version === version,
      );
      return found ? on(service)(found) : null;
    },
    builds: async (service, limit) =>
      builds
        .filter((one) => one.service === productOf(service))
        .toReversed()
        .slice(0, limit)
        .map(on(service)),
  };
}

/** One message a subject and kind; whom it called stays counted when an edit calls nobody. */
function messagesOf({ messages, pings: counted }: LedgerMemory): Messages {
  const put = ({ pings = 0, ...message }: Message) => {
    const key = messageKey(message.subject, message.kind);
    messages.set(key, message);
    counted.set(key, Math.max(pings, counted.get(key) ?? 0));
  };
  const messageKey = (subject: string, kind: string) => JSON.stringify([subject, kind]);
  return {
    messages: async (subject) =>
      [...messages.values()].filter((message) => message.subject === subject),
    addMessage: async (message) => {
      const key = messageKey(message.subject, message.kind);
      if (messages.has(key)) return false;
      put(message);
      return true;
    },
    saveMessage: async (message) => put(message),
  };
}

/** What was compared and measured. */
function evidenceOf({ changelogs, readings }: LedgerMemory): Evidence {
  const rangeKey = (service: string, from: string, to: string) =>
    JSON.stringify([productOf(service), from, to]);
  return {
    saveChangelog: async (log) => {
      changelogs.set(rangeKey(log.service, log.from.version, log.to.version), log);
    },
    changelog: async (service, from, to) => {
      const found = changelogs.get(rangeKey(service, from, to));
      return found ? { ...found, service } : null;
    },
    saveReadings: async (release, at, taken) => {
      const rest = (readings.get(release) ?? []).filter((one) => one.at !== at);
      readings.set(
        release,
        [...rest, { at, readings: taken }].sort((a, b) => a.at - b.at),
      );
    },
    readings: async (release, wanted) => thinned(readings.get(release) ?? [], wanted),
  };
}

/** Counted from the newest, which is always wanted; the places in between are even. */
function thinned(
  kept: readonly Measurement[],
  { since, most, upTo }: MeasurementsWanted,
): readonly Measurement[] {
  const taken = kept.filter(({ at }) => at >= since);
  const step = Math.max(1, Math.ceil(taken.length / most));
  const ends = new Set(upTo.map((moment) => taken.findLast(({ at }) => at <= moment)));
  return taken.filter(
    (one, index) => (taken.length - 1 - index) % step === 0 || index === 0 || ends.has(one),
  );
}
