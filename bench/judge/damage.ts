import type { Chance } from './random.ts';
import type { TraceLook } from './names.ts';

type Hurt = (look: TraceLook) => TraceLook;

/** One kind of bad data for a whole soak: what happens on the servers stays as it was. */
export function damageOf(chance: Chance): Hurt {
  const kinds = [missing, notNumbers, lateLooks, silentSource, goneAtTheEnd];
  const kind = kinds[Math.floor(chance.even() * kinds.length)] ?? missing;
  return kind(chance);
}

/** A third of the series is not there in a look, every now and then. */
function missing({ even }: Chance): Hurt {
  return (look) =>
    even() < 0.2 ? { ...look, counts: look.counts.filter(() => even() > 0.33) } : look;
}

/** Sources answer with what is no number. */
function notNumbers({ even }: Chance): Hurt {
  return (look) =>
    even() < 0.2
      ? { ...look, counts: look.counts.map((one) => (even() < 0.3 ? { ...one, bad: NaN } : one)) }
      : look;
}

/** Everything comes looks later, several at once, some of it twice. */
function lateLooks({ even }: Chance): Hurt {
  let held: TraceLook[] = [];
  return (look) => {
    held = [...held, look];
    if (even() < 0.5) return { ...look, counts: [], silent: ['errors', 'latency'] };
    const counts = held.flatMap((one) => one.counts);
    held = [];
    return { ...look, counts };
  };
}

/** The build's own errors are silent from some minute on: its worst hours are not seen. */
function silentSource({ between }: Chance): Hurt {
  const from = between(10, 200) * 60_000;
  return (look) =>
    look.at < from
      ? look
      : {
          ...look,
          counts: look.counts.filter((one) => one.side === 'old' || one.signal !== 'errors'),
        };
}

/** Nothing at all is heard any more near the end. */
function goneAtTheEnd({ between }: Chance): Hurt {
  const from = between(180, 230) * 60_000;
  return (look) =>
    look.at < from ? look : { ...look, counts: [], users: [], memory: [], people: [] };
}
