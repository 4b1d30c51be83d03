import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');
const cameBack = 'release/servers/came-back.ts';

/** Servers that come back after all was over, and who hears of them. */
export const leftPlants: readonly Plant[] = [
  plant(
    'nobody is called for a server that came back',
    5,
    cut(
      cameBack,
      'if (isOpen(release) || wasFinishedByHand(release)) return measuredOnly(line, release);',
      'if (release) return measuredOnly(line, release);',
    ),
  ),
  plant(
    'people are called for a server that came back in each round',
    5,
    cut(
      'engine/world/reconcile-service.ts',
      '(told.includes(one.id) ? [] : [one.id])',
      'told.length < 0 ? [] : [one.id]',
    ),
    cut(cameBack, 'servers.filter((id) => !told.includes(id))', 'servers'),
  ),
  plant(
    'the call for a server that came back has no end',
    85,
    cut(cameBack, 'cameBackGone: { since, over: true }', 'cameBackGone: { since, over: false }'),
  ),
  plant(
    'people are called for servers of what is live',
    1,
    cut(cameBack, "release !== '' && version !== live.version &&", "release !== '' &&"),
  ),
];
