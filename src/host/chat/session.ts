import { randomUUID } from "node:crypto";

import { coalesce } from "../../core/coalesce";
import type { ContextItem } from "../../core/context";
import {
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  pendingAnswer,
  reduce,
  withInterruptions,
} from "../../core/conversation";
import type { Failure } from "../../core/failure";
import type { Draft } from "../../core/protocol";
import type { RequestOptions } from "../../core/request";
import type { Connections } from "../connection";
import type { Log } from "../log";
import { answering, recorded } from "./answering";
import { DraftKeeper } from "./draftKeeper";
import { noDraft } from "./draftFiles";
import type { History } from "./history";

/** Text is passed on at most once in this time: about thirty times a second. */
const frameMs = 33;

/** What a session tells whoever shows it. */
export interface SessionListener {
  readonly onEvents: (events: readonly ConversationEvent[]) => void;
  /** Everything may have changed: another conversation, or a draft that the page did not make. */
  readonly onReset: () => void;
  readonly onAttachments: (context: readonly ContextItem[]) => void;
}

export interface SessionParts {
  readonly connections: Connections;
  readonly history: History;
  readonly log: Log;
  readonly requestOptions: () => RequestOptions;
}

/** The conversation that is open: it asks, takes in the answer, and tells the page and the disk of every event. */
export class ChatSession {
  readonly #parts: SessionParts;
  readonly #listeners = new Set<SessionListener>();
  #conversation: Conversation;
  readonly #composer: DraftKeeper;
  #running: AbortController | undefined;
  #buffer: ConversationEvent[] = [];
  #frame: NodeJS.Timeout | undefined;
  #flushedAt = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#conversation = emptyConversation(randomUUID());
    this.#composer = new DraftKeeper((draft) => parts.history.saveDraft(this.#conversation.id, draft));
  }

  get conversation(): Conversation {
    this.#flush();
    return this.#conversation;
  }

  get draft(): Draft {
    return this.#composer.draft;
  }

  listen(listener: SessionListener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Opens a conversation from the disk. An answer that a closed window left behind is marked as interrupted. */
  async restore(conversationId: string): Promise<void> {
    const loaded = await this.#parts.history.load(conversationId);
    if (loaded.unreadable > 0) {
      this.#parts.log.warn(`${loaded.unreadable} lines of conversation ${conversationId} could not be read.`);
    }
    this.#conversation = withInterruptions(loaded.conversation);
    this.#composer.load(loaded.draft);
    this.#reset();
  }

  setDraftText(text: string): void {
    this.#composer.setText(text);
  }

  attach(items: readonly ContextItem[]): void {
    this.#composer.attach(items);
    this.#tellAttachments();
  }

  removeAttachment(id: string): void {
    this.#composer.remove(id);
    this.#tellAttachments();
  }

  /** The attachment with this id, in the composer or in any turn. */
  findAttachment(id: string): ContextItem | undefined {
    const sent = this.#conversation.turns.flatMap((turn) => (turn.role === "user" ? turn.context : []));
    return [...this.draft.context, ...sent].find((item) => item.id === id);
  }

  /** Asks what is in the composer with what is attached there, and empties it. */
  send(text: string): void {
    if (this.ask(text, this.draft.context)) {
      this.#composer.clear();
      this.#tellAttachments();
    }
  }

  /**
   * Asks something, whatever is in the composer. Gives false, and does nothing, while an answer is under way or when
   * there is nothing to ask.
   */
  ask(text: string, context: readonly ContextItem[]): boolean {
    if (this.#running !== undefined || (text.trim() === "" && context.length === 0)) {
      return false;
    }
    const options = this.#parts.requestOptions();
    const answerId = randomUUID();
    this.#emit({
      type: "asked",
      turn: { role: "user", id: randomUUID(), text, context },
      answerId,
      options: recorded(options),
    });
    void this.#answer(answerId, options);
    return true;
  }

  /** Puts a question in the composer, for the person to send. */
  suggest(text: string): void {
    this.#composer.setText(text);
    this.#reset();
  }

  get isAnswering(): boolean {
    return this.#running !== undefined;
  }

  /** Stops the answer under way; what has come stays. During a countdown it cancels the wait. */
  stop(): void {
    this.#flush();
    const pending = pendingAnswer(this.#conversation);
    this.#running?.abort();
    this.#running = undefined;
    if (pending === undefined) {
      return;
    }
    if (pending.status.type === "countingDown") {
      this.#fail(pending.id, pending.status.failure);
    } else {
      this.#emit({ type: "stopped", answerId: pending.id });
    }
  }

  /** Asks the last question again, if its answer failed. */
  tryAgain(answerId: string): void {
    const last = this.#conversation.turns.at(-1);
    if (this.#running !== undefined || last?.role !== "assistant" || last.id !== answerId) {
      return;
    }
    if (last.status.type === "failed" || last.status.type === "stopped") {
      const options = this.#parts.requestOptions();
      this.#emit({ type: "askedAgain", answerId, options: recorded(options) });
      void this.#answer(answerId, options);
    }
  }

  /** The failure of the last answer, if that is how it ended. */
  get lastFailure(): { readonly answerId: string; readonly failure: Failure } | undefined {
    const last = this.#conversation.turns.at(-1);
    return last?.role === "assistant" && last.status.type === "failed"
      ? { answerId: last.id, failure: last.status.failure }
      : undefined;
  }

  /** Leaves the conversation as it is, with its draft, and opens another one. */
  async open(conversationId: string): Promise<void> {
    if (conversationId !== this.#conversation.id) {
      this.stop();
      await this.close();
      await this.restore(conversationId);
    }
  }

  /** Leaves the conversation as it is and opens an empty one; what is in the composer comes along. */
  newChat(): void {
    this.stop();
    const before = this.#conversation.id;
    this.#conversation = emptyConversation(randomUUID());
    // In this order, so that a crash in between leaves it in both and not in neither.
    void this.#composer.saveNow();
    void this.#parts.history.saveDraft(before, noDraft);
    this.#reset();
  }

  /** Writes what is still in memory. */
  async close(): Promise<void> {
    this.#flush();
    this.#running?.abort();
    await this.#composer.saveNow();
    await this.#parts.history.flush();
  }

  async #answer(answerId: string, options: RequestOptions): Promise<void> {
    const { connections, history, log } = this.#parts;
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    try {
      // The question is on the disk before it goes out.
      await history.flush();
      const question = { answerId, options, conversation: () => this.conversation };
      for await (const event of answering(question, connections, log, signal)) {
        if (signal.aborted) {
          break;
        }
        this.#take(event);
      }
    } catch (error) {
      log.error("An answer failed in this extension.", error);
      this.#fail(answerId, { kind: "unexpected", message: error instanceof Error ? error.name : "error" });
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
      }
      await history.flush();
    }
  }

  /** Takes in an event: text is passed on at most once in a frame, everything else at once. */
  #take(event: ConversationEvent): void {
    const isText = event.type === "answer" && event.event.type === "partGrew";
    const sinceLast = performance.now() - this.#flushedAt;
    if (!isText || sinceLast >= frameMs) {
      this.#emit(event);
    } else {
      this.#buffer.push(event);
      this.#frame ??= setTimeout(() => this.#flush(), frameMs - sinceLast);
    }
  }

  #fail(answerId: string, failure: Failure): void {
    this.#emit({ type: "answer", answerId, event: { type: "failed", failure } });
  }

  #emit(event: ConversationEvent): void {
    this.#buffer.push(event);
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#frame);
    this.#frame = undefined;
    if (this.#buffer.length === 0) {
      return;
    }
    this.#flushedAt = performance.now();
    const events = coalesce(this.#buffer);
    this.#buffer = [];
    this.#conversation = events.reduce(reduce, this.#conversation);
    this.#parts.history.append(this.#conversation.id, events);
    this.#tell((listener) => listener.onEvents(events));
  }

  #tellAttachments(): void {
    this.#tell((listener) => listener.onAttachments(this.draft.context));
  }

  #reset(): void {
    this.#tell((listener) => listener.onReset());
  }

  #tell(tell: (listener: SessionListener) => void): void {
    for (const listener of this.#listeners) {
      tell(listener);
    }
  }
}
