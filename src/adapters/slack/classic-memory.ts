/** Which newer blocks a workspace refused lately. */
export type ClassicMemory = {
  refuses(newer: readonly string[]): boolean;
  remember(newer: readonly string[], details: readonly string[]): void;
};

const rememberedMs = 24 * 60 * 60_000;

/**
 * Remembers for a day: a workspace that does not know charts today may know them tomorrow, and
 * asking each time costs a call.
 */
export function classicMemory(now: () => number): ClassicMemory {
  const until = new Map<string, number>();
  return {
    refuses: (newer) => newer.some((type) => (until.get(type) ?? 0) > now()),
    remember(newer, details) {
      const named = newer.filter((type) =>
        details.some((detail) => detail.includes(`unsupported type: ${type}`)),
      );
      for (const type of named.length > 0 ? named : newer) until.set(type, now() + rememberedMs);
    },
  };
}
