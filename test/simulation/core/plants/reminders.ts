import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');
const reminder = 'release/reminders/reminder.ts';

/** Who hears of what waits, and when. */
export const coreRemindersPlants: readonly Plant[] = [
  plant(
    'nobody is reminded of what waits for approval',
    76,
    cut(
      reminder,
      "phase.kind === 'waiting' ? ladder('waiting', phase.since, 4 * hour) : null,",
      '',
    ),
  ),
  plant(
    'only the owner is reminded, again and again',
    77,
    cut(reminder, 'one.rungs[before.length]', 'one.rungs[0]'),
  ),
  plant(
    'everybody is reminded at once',
    70,
    cut(reminder, 'officeHoursMs(office, last.at, at) >= betweenMs', 'at >= last.at'),
  ),
];
