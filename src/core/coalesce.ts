import type { ConversationEvent } from "./conversation";

/** The same events with neighbouring pieces of the same text joined: what the page and the disk get. */
export function coalesce(events: readonly ConversationEvent[]): readonly ConversationEvent[] {
  const joined: ConversationEvent[] = [];
  let run: string[] = [];
  const closeRun = (): void => {
    const last = joined.at(-1);
    if (run.length > 1 && last?.type === "answer" && last.event.type === "partGrew") {
      joined[joined.length - 1] = { ...last, event: { ...last.event, delta: run.join("") } };
    }
    run = [];
  };
  for (const event of events) {
    if (event.type === "answer" && event.event.type === "partGrew") {
      if (run.length > 0 && continues(joined.at(-1), event)) {
        run.push(event.event.delta);
        continue;
      }
      closeRun();
      run = [event.event.delta];
    } else {
      closeRun();
    }
    joined.push(event);
  }
  closeRun();
  return joined;
}

function continues(before: ConversationEvent | undefined, event: ConversationEvent): boolean {
  return (
    before?.type === "answer" &&
    event.type === "answer" &&
    before.answerId === event.answerId &&
    before.event.type === "partGrew" &&
    event.event.type === "partGrew" &&
    before.event.index === event.event.index &&
    before.event.field === event.event.field
  );
}
