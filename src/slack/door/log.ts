/** What happened at the door, for whoever reads the log at night. pino fits. */
export type DoorLog = {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
};
