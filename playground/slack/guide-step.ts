/** One thing a newcomer does; `show` is the heading of the message to do it at. */
export type GuideStep = { readonly text: string; readonly show?: string };
