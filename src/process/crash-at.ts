/**
 * For tests only: stands still at the nth time a named point is passed, so that it can be killed
 * exactly there, alone or with its database. `world before launch:2` is the second time the world
 * lane is about to launch. Without a wish nothing ever stops here.
 */
export function crashAt(
  wish: string | undefined,
  halt: (point: string) => void,
): (point: string) => void {
  const [, point, nth] = /^(.+):(\d{1,6})$/.exec(wish ?? '') ?? [];
  if (point === undefined) return () => undefined;
  let left = Number(nth);
  return (passed) => {
    if (passed === point && --left === 0) halt(point);
  };
}
