/**
 * For tests only: dies at the nth time a named point is passed, as in a power cut. `world before launch:2` is the second
 * time the world lane is about to launch. Without a wish nothing ever dies here.
 */
export function crashAt(wish: string | undefined, die: () => void): (point: string) => void {
  const [, point, nth] = /^(.+):(\d{1,6})$/.exec(wish ?? '') ?? [];
  if (point === undefined) return () => undefined;
  let left = Number(nth);
  return (passed) => {
    if (passed === point && --left === 0) die();
  };
}
