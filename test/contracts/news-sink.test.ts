import { cdEventsWorld } from '../support/cdevents-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { newsSinkLaws, type NewsSinkWorld } from './news-sink-laws.ts';

/** Everybody who can be told what happened. */
const listeners: Kinds<NewsSinkWorld> = [['CDEvents', cdEventsWorld]];
holdTo('whoever listens', listeners, newsSinkLaws);
