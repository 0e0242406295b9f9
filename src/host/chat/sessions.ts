import { randomUUID } from "node:crypto";

import { withInterruptions } from "../../core/branches";
import { type Conversation, emptyConversation, isPending } from "../../core/conversation";
import { usedImages } from "../../core/usedImages";
import { noDraft } from "./draftFiles";
import { ChatSession, type SessionParts } from "./session";

/**
 * The conversations that are open in this window, each once. One that no view shows any more stays until its answer is
 * there.
 */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #open = new Map<string, ChatSession>();
  readonly #opening = new Map<string, Promise<ChatSession>>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get all(): readonly ChatSession[] {
    return [...this.#open.values()];
  }

  /** A conversation that is open here. */
  find(conversationId: string): ChatSession | undefined {
    return this.#open.get(conversationId);
  }

  /** An empty conversation. */
  fresh(): ChatSession {
    return this.#add(
      new ChatSession(this.#parts, { conversation: emptyConversation(randomUUID()), draft: noDraft }),
    );
  }

  /**
   * A conversation as it is open here, or else from the disk. An answer that a closed window left behind is marked as
   * interrupted.
   */
  async open(conversationId: string): Promise<ChatSession> {
    const open = this.#open.get(conversationId);
    if (open !== undefined) {
      return open;
    }
    const opening = this.#opening.get(conversationId) ?? this.#load(conversationId);
    this.#opening.set(conversationId, opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(conversationId);
    }
  }

  /**
   * The conversation for what was meant for another one when it was begun: the one that is shown when that has taken
   * over the other's draft, else the other, from the disk if need be; undefined when that was deleted.
   */
  async meantFor(conversationId: string, shown: ChatSession): Promise<ChatSession | undefined> {
    const session = shown.hasTakenOver(conversationId) ? shown : await this.open(conversationId);
    return session === shown || session.id === conversationId ? session : undefined;
  }

  /** Lets go of the sessions that nobody needs: those that are not shown and have no answer under way. */
  async tidy(isShown: (session: ChatSession) => boolean): Promise<void> {
    const isNeeded = (session: ChatSession): boolean => isShown(session) || session.isAnswering;
    for (const session of this.all.filter((each) => !isNeeded(each))) {
      await session.close();
      await this.#parts.history.takeOffDropped(session.id);
      await this.#tidyImages(session);
      // Meanwhile somebody may have come back to it.
      if (!isNeeded(session)) {
        this.#open.delete(session.id);
      }
    }
  }

  /** Writes what is in memory and ends what is under way. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((session) => session.close()));
    await Promise.all(this.all.map(({ id }) => this.#parts.history.takeOffDropped(id)));
  }

  async #load(conversationId: string): Promise<ChatSession> {
    const { history, keptImages, log } = this.#parts;
    const { conversation, draft, unreadable, isDeleted } = await history.load(conversationId);
    if (isDeleted === true) {
      return this.fresh();
    }
    if (unreadable > 0) {
      log.warn(`${unreadable} lines of conversation ${conversationId} could not be read.`);
    }
    void keptImages.keepOnly(conversationId, usedImages(conversation, draft));
    return this.#add(new ChatSession(this.#parts, { conversation: await this.#asItIs(conversation), draft }));
  }

  /** An answer that another window is writing at this moment is not interrupted. */
  async #asItIs(conversation: Conversation): Promise<Conversation> {
    const isWritten =
      conversation.all.some((turn) => turn.role === "assistant" && isPending(turn.status)) &&
      (await this.#parts.history.glance(conversation.id)).isFresh;
    return isWritten ? conversation : withInterruptions(conversation);
  }

  /** Another window may have given images to the conversation since it was opened here: the disk knows of those. */
  async #tidyImages({ id, usedImages: used }: ChatSession): Promise<void> {
    const { history, keptImages, log } = this.#parts;
    try {
      const { conversation, draft, isDeleted } = await history.load(id);
      if (isDeleted !== true) {
        await keptImages.keepOnly(id, [...used, ...usedImages(conversation, draft)]);
      }
    } catch (error) {
      log.warn(`The images of conversation ${id} were not tidied: ${String(error)}`);
    }
  }

  #add(session: ChatSession): ChatSession {
    this.#open.set(session.id, session);
    return session;
  }
}
