import { coalesce } from "../../core/coalesce";
import type { Conversation, ConversationEvent } from "../../core/conversation";
import { reduce } from "../../core/reduce";

/** Text is passed on at most once in this time: about thirty times a second. */
const frameMs = 33;

/** A conversation as its events make it, and the way of those events to whoever wants them. */
export class EventFlow {
  #conversation: Conversation;
  readonly #passOn: (events: readonly ConversationEvent[]) => void;
  #buffer: ConversationEvent[] = [];
  #frame: NodeJS.Timeout | undefined;
  #flushedAt = 0;

  /** @param passOn hears of every event, when the conversation has taken it in */
  constructor(conversation: Conversation, passOn: (events: readonly ConversationEvent[]) => void) {
    this.#conversation = conversation;
    this.#passOn = passOn;
  }

  /** With everything that has come. */
  get conversation(): Conversation {
    this.flush();
    return this.#conversation;
  }

  /** Takes over the conversation as the disk has it, with what others wrote. */
  replace(conversation: Conversation): void {
    this.flush();
    this.#conversation = conversation;
  }

  /** Takes in an event and passes it on at once. */
  emit(event: ConversationEvent): void {
    this.#buffer.push(event);
    this.flush();
  }

  /** Takes in an event of an answer: text is passed on at most once in a frame, everything else at once. */
  take(event: ConversationEvent): void {
    const isText = isGrowth(event);
    const sinceLast = performance.now() - this.#flushedAt;
    if (!isText || sinceLast >= frameMs) {
      this.emit(event);
    } else {
      this.#buffer.push(event);
      this.#frame ??= setTimeout(() => this.flush(), frameMs - sinceLast);
    }
  }

  /** Passes on what is waiting for its frame. */
  flush(): void {
    clearTimeout(this.#frame);
    this.#frame = undefined;
    if (this.#buffer.length === 0) {
      return;
    }
    if (this.#buffer.some(isGrowth)) {
      // What else is told does not hold up the first word.
      this.#flushedAt = performance.now();
    }
    const events = coalesce(this.#buffer);
    this.#buffer = [];
    this.#conversation = events.reduce(reduce, this.#conversation);
    this.#passOn(events);
  }
}

function isGrowth(event: ConversationEvent): boolean {
  return event.type === "answer" && event.event.type === "partGrew";
}
