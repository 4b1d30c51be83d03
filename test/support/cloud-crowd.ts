import type { Cloud } from '../simulation/cloud.ts';

/** Users who stay until they are moved, and what became of them, by the cloud's own books. */
export function crowdOf(cloud: Cloud) {
  let here = new Map<string, number>();
  let came = 0;
  let moved = 0;
  const count = () => {
    const now = new Map(cloud.boxes.map(({ id, users }) => [id, users]));
    for (const [id, users] of now) moved += Math.max(0, users - (here.get(id) ?? 0));
    here = now;
  };
  return {
    count,
    come(users: number) {
      count();
      for (let user = 0; user < users; user += 1) {
        const [door] = cloud.open().toSorted((a, b) => a.users - b.users);
        if (!door) throw new Error('no server is open');
        door.users += 1;
      }
      came += users;
      here = new Map(cloud.boxes.map((box) => [box.id, box.users]));
    },
    moved: () => moved,
    cut: () => came - cloud.usersNow(),
  };
}
