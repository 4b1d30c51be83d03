import { type Book, type Told } from './book.ts';

/** Two shares closer than this are one. */
const near = 1e-6;

/**
 * No batch takes more than its step of the plan; where people made the move slower, half of it for
 * each time they did. Who was asked over before they did is not asked back: a batch that moves does
 * not grow, and may stay as it is.
 */
export function checkPace(book: Book, { event, decision, release }: Told): void {
  const shadow = release && book.of(release.id);
  if (!shadow || decision.kind !== 'moved' || !decision.release) return;
  if (event.kind === 'paced')
    shadow.halved = Math.max(0, shadow.halved + (event.to === 'slower' ? 1 : -1));
  const { phase, move, plan, id } = decision.release;
  if (phase.kind !== 'migrating' || phase.movedAt !== null) return;
  const batches = move?.batches ?? plan.batches;
  const [from, to] = [batches[phase.batch - 1] ?? 0, batches[phase.batch] ?? 1];
  const most = planned(plan.batches, to) / 2 ** shadow.halved;
  const ran = shadow.batch?.number === phase.batch ? shadow.batch.to : 0;
  shadow.batch = { number: phase.batch, to };
  if (to - from > most + near && to > ran + near)
    book.broken('pace', `${id} goes from ${from} to ${to}, cut in half ${shadow.halved} times`);
}

/** How large the step of the plan is in which a share stands. */
function planned(batches: readonly number[], share: number): number {
  const before = batches.findLast((one) => one < share - near) ?? 0;
  return (batches.find((one) => one >= share - near) ?? 1) - before;
}
