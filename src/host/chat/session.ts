import { findTurn } from "../../core/branches";
import type { ContextItem } from "../../core/context";
import {
  type Conversation,
  type ConversationEvent,
  isEmptyQuestion,
  type UserTurn,
} from "../../core/conversation";
import type { Failure } from "../../core/failure";
import { placeOf } from "../../core/nextRequest";
import type { Draft } from "../../core/protocol";
import type { RequestOptions } from "../../core/request";
import { imagesInTheWay } from "../../core/sentImages";
import { type AttachmentChange, withoutAttachments } from "../../core/takenOff";
import { hashesOf, usedImages } from "../../core/usedImages";
import { Asking, type AskingParts } from "./asking";
import { ConversationImages, type SessionImages } from "./conversationImages";
import { DraftKeeper } from "./draftKeeper";
import { EventFlow } from "./eventFlow";
import type { KeptRequest } from "./lastRequest";

/** What a session tells whoever shows it. */
export interface SessionListener {
  readonly onEvents: (events: readonly ConversationEvent[]) => void;
  /** The draft is another one than what the page made. */
  readonly onReset: () => void;
  readonly onAttachments: (context: readonly ContextItem[]) => void;
  /** No answer is under way any more: what was sent can be changed. */
  readonly onIdle?: () => void;
}

export interface SessionParts extends AskingParts {
  readonly keptImages: SessionImages;
  /** What goes out for what is attached, as it is at this moment. Asked for once for each question. */
  readonly contextToSend: (attached: readonly ContextItem[]) => readonly ContextItem[];
}

/** What a session starts from. */
export interface SessionStart {
  readonly conversation: Conversation;
  readonly draft: Draft;
}

/** One conversation: it asks, takes in the answer, and tells the page and the disk of every event. */
export class ChatSession {
  readonly #parts: SessionParts;
  readonly #listeners = new Set<SessionListener>();
  readonly #flow: EventFlow;
  readonly #asking: Asking;
  readonly #composer: DraftKeeper;
  readonly #images: ConversationImages;
  #tookOver: readonly string[] = [];

  constructor(parts: SessionParts, { conversation, draft }: SessionStart) {
    this.#parts = parts;
    this.#flow = new EventFlow(conversation, (events) => {
      parts.history.append(conversation.id, events);
      this.#tell((listener) => listener.onEvents(events));
    });
    this.#asking = new Asking(parts, this.#flow, () => this.#tell((listener) => listener.onIdle?.()));
    this.#composer = new DraftKeeper(draft, (changed) => parts.history.saveDraft(conversation.id, changed));
    this.#images = new ConversationImages(conversation.id, parts.keptImages, {
      inMemory: () => this.usedImages,
      onDisk: () => this.#imagesOnDisk(),
    });
  }

  get id(): string {
    return this.conversation.id;
  }

  get conversation(): Conversation {
    return this.#flow.conversation;
  }

  get draft(): Draft {
    return this.#composer.draft;
  }

  get isAnswering(): boolean {
    return this.#asking.isUnderWay;
  }

  /** The last request that went out from here since the conversation was opened. */
  get lastRequest(): KeptRequest | undefined {
    return this.#asking.lastRequest;
  }

  /** The options of the next request. */
  get requestOptions(): RequestOptions {
    return this.#asking.options;
  }

  listen(listener: SessionListener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  setDraftText(text: string): void {
    this.#composer.setText(text);
  }

  attach(items: readonly ContextItem[]): void {
    void this.#images.use(items);
    this.#composer.attach(items);
    this.#tellAttachments();
  }

  removeAttachment(id: string): void {
    void this.#images.lettingGo(() => this.#composer.remove(id));
    this.#tellAttachments();
  }

  /**
   * Puts another attachment in the place of one, in the composer or else in the question that has it. Gives false, and
   * does nothing, when there is none or when it may not be changed now.
   */
  exchangeAttachment(id: string, item: ContextItem): boolean {
    if (this.draft.context.some((each) => each.id === id)) {
      void this.#images.use([item]);
      void this.#images.lettingGo(() => this.#composer.exchange(id, item));
      this.#tellAttachments();
      return true;
    }
    const turn = this.#questionWith(id);
    if (turn === undefined || this.isAnswering) {
      return false;
    }
    this.change({ type: "attachmentChanged", turnId: turn.id, id, item });
    return true;
  }

  /** Whether an attachment may be changed now: what was sent may not while an answer is under way. */
  canExchange(id: string): boolean {
    return !this.isAnswering || this.draft.context.some((each) => each.id === id);
  }

  /** The attachment with this id, in the composer or in any turn, those that are shown before all. */
  findAttachment(id: string): ContextItem | undefined {
    const sent = this.#questionWith(id)?.context ?? [];
    return [...this.draft.context, ...sent].find((item) => item.id === id);
  }

  /**
   * Asks what is in the composer with what is attached there, and empties it.
   * @param change what is done to the attachments as they are at this moment
   */
  send(text: string, change: ChangeOfContext = (items) => items): void {
    const { context, editing } = this.draft;
    if (this.isAnswering || isEmptyQuestion({ text, context })) {
      return;
    }
    if (this.ask(text, change(this.#parts.contextToSend(context)), placeOf(this.conversation, editing))) {
      void this.#images.lettingGo(() => this.#composer.sent());
      if (editing === undefined) {
        this.#tellAttachments();
      } else {
        this.#reset();
      }
    }
  }

  /**
   * Asks something, whatever is in the composer. Gives false, and does nothing, while an answer is under way or when
   * there is nothing to ask.
   * @param parentId the turn to follow, when that is not the last one shown
   */
  ask(text: string, context: readonly ContextItem[], parentId?: string): boolean {
    return this.#asking.ask(text, context, parentId);
  }

  /** Puts a question in the composer, for the person to send. */
  suggest(text: string): void {
    this.#composer.setText(text);
    this.#reset();
  }

  /** Takes over a draft from another conversation, and what is still on its way to that. */
  takeDraft(draft: Draft, from: ChatSession): Promise<void> {
    this.#tookOver = [from.id, ...from.#tookOver];
    void this.#images.use([...draft.context, ...(draft.setAside?.context ?? [])]);
    this.#composer.replace(draft);
    return this.#composer.saveNow();
  }

  /** Takes the images off the composer that are gone from the disk. Gives whether there were any. */
  async removeLostImages(): Promise<boolean> {
    const lost = await this.#images.lost(this.draft.context);
    lost.forEach(({ id }) => this.removeAttachment(id));
    return lost.length > 0;
  }

  /** Whether what was being written in this conversation is in the composer of this one since. */
  hasTakenOver(conversationId: string): boolean {
    return this.#tookOver.includes(conversationId);
  }

  /** Empties the composer. */
  async clearDraft(): Promise<void> {
    const gone = this.#images.lettingGo(() => this.#composer.clear());
    await this.#composer.saveNow();
    await gone;
  }

  /** Images that were made for this conversation and not attached leave the disk, unless it uses them. */
  letGo(items: readonly ContextItem[]): Promise<void> {
    return this.#images.release(hashesOf(items));
  }

  /** Stops the answer under way; what has come stays. During a countdown it cancels the wait. */
  stop(): void {
    this.#asking.stop();
  }

  /** Goes on waiting for an answer that has fallen silent. */
  keepWaiting(): void {
    this.#asking.keepWaiting();
  }

  /**
   * Asks the last question again, if its answer failed and something is left of the question.
   * @param isForced the person was told why it was held back, and wants it all the same
   */
  tryAgain(answerId: string, isForced = false): void {
    this.#asking.tryAgain(answerId, isForced);
  }

  /**
   * Takes the images off that are in the way of the last answer, and no others, and asks again. Gives what puts them
   * back, or undefined, with nothing changed, where nothing would be left to be asked.
   */
  tryWithoutImages(answerId: string): readonly AttachmentChange[] | undefined {
    const failed = this.lastFailure;
    if (failed?.answerId !== answerId || this.isAnswering) {
      return [];
    }
    const places = imagesInTheWay(failed.failure, this.conversation);
    const takenOff = withoutAttachments(this.conversation, places);
    const question = takenOff.after.turns.at(-2);
    if (question?.role !== "user" || isEmptyQuestion(question)) {
      return undefined;
    }
    const back = this.takeOff(places);
    this.tryAgain(answerId);
    return back;
  }

  /** Takes attachments off their questions; gives what puts them back. Does nothing while an answer is under way. */
  takeOff(places: Parameters<typeof withoutAttachments>[1]): readonly AttachmentChange[] {
    if (this.isAnswering) {
      return [];
    }
    const { events, back } = withoutAttachments(this.conversation, places);
    // Their files stay for as long as the person can take it back.
    this.#images.remember();
    events.forEach((event) => this.#flow.emit(event));
    return back;
  }

  /** Puts attachments back that were taken off. Gives false, and does nothing, while an answer is under way. */
  putBack(back: readonly AttachmentChange[]): boolean {
    if (this.isAnswering) {
      return false;
    }
    back.forEach((event) => this.change(event));
    return true;
  }

  /** Whether this is a question, and something is left of it to be asked. */
  canAsk(questionId: string): boolean {
    return this.#asking.canAsk(questionId);
  }

  /**
   * Asks a question once more for another answer beside the ones it has.
   * @param model for this answer only; that of the conversation when left out
   */
  retry(questionId: string, model?: string): void {
    this.#asking.retry(questionId, model);
  }

  /** Puts a question with its attachments into the composer, to be asked anew in its place. */
  edit(turnId: string): void {
    const turn = findTurn(this.conversation, turnId);
    if (turn?.role === "user" && !this.isAnswering) {
      void this.#images.lettingGo(() => this.#composer.edit(turn));
      this.#reset();
    }
  }

  cancelEdit(): void {
    void this.#images.lettingGo(() => this.#composer.cancelEdit());
    this.#reset();
  }

  /** Takes in what the person did to the conversation itself; not while an answer is under way. */
  change(event: Extract<ConversationEvent, { type: Change }>): void {
    if (!this.isAnswering) {
      this.#images.changing(event, () => this.#flow.emit(event));
      if (this.draft.editing !== undefined && findTurn(this.conversation, this.draft.editing) === undefined) {
        this.cancelEdit();
      }
    }
  }

  /**
   * Shows the conversation as the disk has it, with what other windows wrote. The composer stays as it is. Does nothing
   * while an answer is under way here.
   */
  follow(conversation: Conversation): void {
    if (!this.isAnswering) {
      this.#flow.replace(conversation);
      if (this.draft.editing !== undefined && findTurn(conversation, this.draft.editing) === undefined) {
        this.#composer.cancelEdit();
      }
      this.#reset();
    }
  }

  /** Changes what the next requests are made with, or what the conversation is called; at any time. */
  configure(event: Extract<ConversationEvent, { type: "configured" | "renamed" }>): void {
    if (event.type === "configured" && event.options.model !== undefined) {
      this.#asking.forgetModel();
    }
    this.#flow.emit(event);
  }

  /** The failure of the last answer, if that is how it ended. */
  get lastFailure(): { readonly answerId: string; readonly failure: Failure } | undefined {
    const last = this.conversation.turns.at(-1);
    return last?.role === "assistant" && last.status.type === "failed"
      ? { answerId: last.id, failure: last.status.failure }
      : undefined;
  }

  /** The images that it uses: in every branch, and in the composer. */
  get usedImages(): readonly string[] {
    return usedImages(this.conversation, this.draft);
  }

  /** Ends what is under way and writes what is still in memory. */
  async close(): Promise<void> {
    this.#flow.flush();
    this.#asking.abandon();
    await this.#composer.saveNow();
    await this.#parts.history.flush();
    await this.#images.close();
  }

  /** Another window may have asked with an image that is in no composer here any more. */
  async #imagesOnDisk(): Promise<readonly string[] | undefined> {
    const { history, log } = this.#parts;
    try {
      await this.#composer.saveNow();
      await history.flush();
      const { conversation, draft } = await history.load(this.id);
      return usedImages(conversation, draft);
    } catch (error) {
      log.warn(`Which images conversation ${this.id} uses could not be read: ${String(error)}`);
      return undefined;
    }
  }

  /** Versions of a question in several branches may have the same chip: the one in sight is meant. */
  #questionWith(id: string): UserTurn | undefined {
    const { turns, all } = this.conversation;
    return [...turns, ...all]
      .filter((turn) => turn.role === "user")
      .find(({ context }) => context.some((item) => item.id === id));
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

type ChangeOfContext = (items: readonly ContextItem[]) => readonly ContextItem[];

type Change = "shown" | "deleted" | "restored" | "attachmentChanged";
