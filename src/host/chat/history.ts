import { join } from "node:path";

import { type Conversation, type ConversationEvent, emptyConversation } from "../../core/conversation";
import type { Draft } from "../../core/protocol";
import type { Redact } from "../../core/redact";
import { orWhenMissing } from "../disk";
import type { Disposable } from "../disposables";
import { Compactions } from "./compactions";
import { dropsText, listFiles, readStored } from "./conversationFiles";
import { listConversations, type Listed } from "./conversationList";
import { deleteConversations, unchanged } from "./deletions";
import { noDraft, readDraft } from "./draftFiles";
import { DraftWriter } from "./draftWriter";
import { type Glance, Glances } from "./glances";
import { type Deletion, Gone } from "./gone";
import { HistoryIndex } from "./historyIndex";
import { redactFiles } from "./keysOffFiles";
import { LogWriter } from "./logWriter";
import { OpenConversations } from "./openConversations";
import { WorkQueue } from "./workQueue";
import { WriteTrouble } from "./writeTrouble";

/** How long answer text may be in memory only. */
const flushAfterMs = 200;

export interface Loaded {
  readonly conversation: Conversation;
  readonly draft: Draft;
  /** Lines that could not be read; they stay in their file, or in one that a compaction puts them in. */
  readonly unreadable: number;
  /** Nothing can be added to it any more. */
  readonly isDeleted?: true;
}

export interface HistoryOptions {
  /** Applied to every text on its way to the disk. */
  readonly redact?: Redact;
  /** Everything is on the disk again after there was trouble. */
  readonly onWritten?: () => void;
  /** The first pause after which a write that failed is tried again. */
  readonly retryAfterMs?: number;
}

/**
 * Conversations on disk: a folder with an append-only log per conversation and window, and a draft per conversation.
 * Writing goes on in order in the background; `onTrouble` hears of a disk that refuses, and what could not be written
 * stays in memory and is tried again with the next write and after growing pauses.
 */
export class History {
  readonly #folder: string;
  readonly #redact: Redact;
  readonly #index: HistoryIndex;
  readonly #logs: LogWriter;
  readonly #glances: Glances;
  readonly #drafts: DraftWriter;
  readonly #trouble: WriteTrouble;
  readonly #gone: Gone;
  readonly #compactions: Compactions;
  readonly #queue = new WorkQueue();
  #timer: NodeJS.Timeout | undefined;
  /** What is open in this window and in others. */
  readonly open: OpenConversations;

  /**
   * @param folder made at the first write, readable by this user only
   * @param writer an id for this window, different from every other's
   */
  constructor(
    folder: string,
    writer: string,
    onTrouble: (error: unknown) => void,
    options: HistoryOptions = {},
  ) {
    const { redact = (text: string) => text, onWritten = () => undefined, retryAfterMs } = options;
    this.#folder = folder;
    this.#trouble = new WriteTrouble(onTrouble, onWritten, () => void this.flush(), retryAfterMs);
    this.#index = new HistoryIndex(join(folder, "index.json"), writer);
    this.#redact = redact;
    this.#gone = new Gone(folder);
    this.#logs = new LogWriter(folder, writer, redact, (error) => this.#trouble.tell(error));
    this.#drafts = new DraftWriter(folder, writer, redact);
    this.#glances = new Glances(folder, writer);
    this.#compactions = new Compactions(folder, redact, () => this.flush());
    this.open = new OpenConversations(folder, writer);
  }

  /** Whether the disk refused the last time that something was written. */
  get isInTrouble(): boolean {
    return this.#trouble.isNow;
  }

  /** The conversations with something that is in memory only. */
  get unwritten(): readonly string[] {
    return [...new Set([...this.#logs.unwritten, ...this.#drafts.unwritten])];
  }

  /** Hears of every conversation that is deleted here, and of those deleted elsewhere that this window writes to. */
  onDeletion(listener: (deletion: Deletion) => void): Disposable {
    return this.#gone.listen(listener);
  }

  /** Takes events to be written soon. What comes for a deleted conversation is dropped. */
  append(conversationId: string, events: readonly ConversationEvent[]): void {
    this.#logs.append(conversationId, events);
    this.#timer ??= setTimeout(() => void this.flush(), flushAfterMs);
    if (events.some(dropsText)) {
      this.#compactions.dropped(conversationId);
    }
  }

  /** Resolves when everything appended so far is on the disk (fsync), or has been reported as trouble. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#queue.next(() => this.#write());
  }

  /** Everything of a conversation that can be read, after what is being written; an unknown one is empty. */
  load(conversationId: string): Promise<Loaded> {
    return this.#queue.next(() => this.#load(conversationId));
  }

  /** What other windows do with a conversation, without reading it. Never rejects. */
  glance(conversationId: string): Promise<Glance> {
    return this.#glances.at(conversationId);
  }

  /** Lets other windows see that this one is writing an answer, though nothing may come of it for a while. */
  async beat(conversationId: string): Promise<void> {
    try {
      await this.#queue.next(() => this.#logs.beat(conversationId, this.#gone));
    } catch {
      // The disk is in trouble: whoever writes tells of it.
    }
  }

  async #load(conversationId: string): Promise<Loaded> {
    const { files, conversation, nextOrder, unreadable } = await readStored(this.#folder, conversationId);
    if (files.tombstone !== undefined) {
      // Whoever shows it hears of that.
      await this.#gone.has(conversationId);
      return {
        conversation: emptyConversation(conversationId),
        draft: noDraft,
        unreadable: 0,
        isDeleted: true,
      };
    }
    this.#logs.saw(nextOrder);
    const draft = files.draft === undefined ? noDraft : await readDraft(files.draft);
    return { conversation, draft, unreadable };
  }

  /** The ids of all conversations that lie on the disk, and of those that were deleted a while ago at most. */
  async ids(): Promise<{ readonly living: ReadonlySet<string>; readonly deleted: readonly string[] }> {
    // Twice: a listing may miss a conversation whose only file is being renamed.
    const files = [...(await listFiles(this.#folder)), ...(await listFiles(this.#folder))];
    const deleted = new Set(files.flatMap(([id, { tombstone }]) => (tombstone === undefined ? [] : [id])));
    return {
      living: new Set(files.map(([id]) => id).filter((id) => !deleted.has(id))),
      deleted: [...deleted],
    };
  }

  /**
   * Every conversation with a question or a draft in it, the last changed first. What cannot be read is left out.
   * Deleted text that a crash left in their logs leaves the disk afterwards.
   */
  async list(): Promise<readonly Listed[]> {
    const listed = await listConversations(this.#folder, this.#index, Date.now());
    this.#compactions.later(listed.filter((each) => each.isWorthCompacting === true).map(({ id }) => id));
    return listed;
  }

  /** Takes text off the disk that was deleted from a conversation in this window. Never rejects. */
  takeOffDropped(conversationId: string): Promise<void> {
    return this.#compactions.takeOffDropped(conversationId);
  }

  /**
   * Puts one file in the place of all logs of a conversation, without what was deleted from it. Gives false when that was
   * not possible now: it is tried again when conversations are listed. Never rejects.
   */
  compact(conversationId: string): Promise<boolean> {
    return this.#compactions.now(conversationId);
  }

  /**
   * Takes out of what lies on the disk what the redaction finds by now: a key has become known. Gives whether nothing of
   * it is left. Never rejects.
   * @param since files that did not change since then, in milliseconds since 1970, are passed over
   */
  async redactAgain(since: number): Promise<boolean> {
    this.#logs.redactAgain();
    await this.flush();
    try {
      await orWhenMissing(this.#index.redact(this.#redact), undefined);
      return await redactFiles(this.#folder, this.#redact, since, (work) =>
        this.#compactions.between(() => this.#queue.next(work)),
      );
    } catch {
      return false;
    }
  }

  /** Replaces the draft of a conversation in one step: a crash leaves the old one or the new one. */
  saveDraft(conversationId: string, draft: Draft): Promise<void> {
    this.#drafts.set(conversationId, draft);
    this.#glances.draftSaved();
    return this.flush();
  }

  /**
   * Deletes conversations: their logs of all windows, their drafts, and what the index says of them. Gives false when
   * some file could not be removed: it is read no more, and removed when conversations are listed again. Rejects when
   * one of them could not be deleted at all.
   */
  delete(conversationIds: readonly string[]): Promise<boolean> {
    return this.#deleting(() => Promise.resolve(conversationIds));
  }

  /** Deletes every conversation, also those that cannot be read; otherwise as `delete`. */
  deleteAll(): Promise<boolean> {
    return this.#deleting(async () => [...(await this.ids()).living]);
  }

  /**
   * Deletes those of the listed conversations in which nothing has happened since, and which no other window has open;
   * otherwise as `delete`. Gives how many. Rejects also when it cannot be known what others have open.
   */
  async deleteUntouched(listed: readonly Listed[]): Promise<number> {
    let count = 0;
    await this.#deleting(async () => {
      const elsewhere = await this.open.elsewhere();
      const left = new Set([...this.unwritten, ...elsewhere]);
      const ids = await unchanged(
        this.#folder,
        listed.filter(({ id }) => !left.has(id)),
      );
      count = ids.length;
      return ids;
    });
    return count;
  }

  #deleting(which: () => Promise<readonly string[]>): Promise<boolean> {
    const onTrouble = (error: unknown): void => this.#trouble.tell(error);
    const parts = { folder: this.#folder, index: this.#index, gone: this.#gone, onTrouble };
    return this.#compactions.between(() =>
      this.#queue.next(async () => deleteConversations(parts, await which())),
    );
  }

  async #write(): Promise<void> {
    const failures: unknown[] = [];
    for (const waiting of [this.#logs, this.#drafts]) {
      try {
        await waiting.write(this.#gone);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      this.#trouble.failed(failures[0]);
    } else {
      this.#trouble.well();
    }
  }
}
