import { mkdir, utimes } from "node:fs/promises";
import { join } from "node:path";

import { type Conversation, type ConversationEvent, emptyConversation } from "../../core/conversation";
import type { Draft } from "../../core/protocol";
import type { Redact } from "../../core/redact";
import { orWhenMissing } from "../disk";
import type { Disposable } from "../disposables";
import { compact } from "./compaction";
import { dropsText, listFiles, logPath, readStored } from "./conversationFiles";
import { listConversations, type Listed } from "./conversationList";
import { noDraft, readDraft } from "./draftFiles";
import { DraftWriter } from "./draftWriter";
import { type Glance, Glances } from "./glances";
import { type Deletion, Gone } from "./gone";
import { GrowingPauses } from "./growingPauses";
import { HistoryIndex } from "./historyIndex";
import { redactFiles } from "./keysOffFiles";
import { LogWriter } from "./logWriter";
import { bury, removeFiles } from "./tombstones";

/** How long answer text may be in memory only. */
const flushAfterMs = 200;
/** How many conversations are deleted at the same time. */
const deletedAtOnce = 32;
/** How long after a deletion its text leaves the disk, unless the conversation is closed before. */
const compactAfterMs = 15_000;

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
  readonly #writer: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #options: HistoryOptions;
  readonly #redact: Redact;
  readonly #index: HistoryIndex;
  readonly #logs: LogWriter;
  readonly #glances: Glances;
  readonly #drafts: DraftWriter;
  readonly #retry: GrowingPauses;
  readonly #gone: Gone;
  /** Conversations whose logs hold text that was deleted here. */
  readonly #dropped = new Map<string, NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isInTrouble = false;

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
    this.#folder = folder;
    this.#writer = writer;
    this.#onTrouble = onTrouble;
    this.#options = options;
    this.#index = new HistoryIndex(join(folder, "index.json"), writer);
    const redact = options.redact ?? ((text: string) => text);
    this.#redact = redact;
    this.#gone = new Gone(folder);
    this.#logs = new LogWriter(folder, writer, redact);
    this.#drafts = new DraftWriter(folder, writer, redact);
    this.#glances = new Glances(folder, writer);
    this.#retry = new GrowingPauses(() => void this.flush(), options.retryAfterMs);
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
      clearTimeout(this.#dropped.get(conversationId));
      const timer = setTimeout(() => void this.takeOffDropped(conversationId), compactAfterMs);
      timer.unref();
      this.#dropped.set(conversationId, timer);
    }
  }

  /** Resolves when everything appended so far is on the disk (fsync), or has been reported as trouble. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#afterWriting(() => this.#write());
    return this.#writing;
  }

  /** Everything of a conversation that can be read, after what is being written; an unknown one is empty. */
  load(conversationId: string): Promise<Loaded> {
    return this.#inTurn(() => this.#load(conversationId));
  }

  /** What other windows do with a conversation, without reading it. Never rejects. */
  glance(conversationId: string): Promise<Glance> {
    return this.#glances.at(conversationId);
  }

  /** Lets other windows see that this one is writing an answer, though nothing may come of it for a while. */
  async beat(conversationId: string): Promise<void> {
    try {
      const now = new Date();
      await utimes(logPath(this.#folder, conversationId, this.#writer), now, now);
    } catch {
      // Nothing is written yet, or a compaction has claimed it.
    }
  }

  async #load(conversationId: string): Promise<Loaded> {
    const { files, conversation, nextOrder, unreadable } = await readStored(this.#folder, conversationId);
    if (files.tombstone !== undefined) {
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
    void this.#compactAll(listed.filter((each) => each.isWorthCompacting === true).map(({ id }) => id));
    return listed;
  }

  /** Takes text off the disk that was deleted from a conversation in this window. Never rejects. */
  async takeOffDropped(conversationId: string): Promise<void> {
    const timer = this.#dropped.get(conversationId);
    if (timer !== undefined) {
      clearTimeout(timer);
      this.#dropped.delete(conversationId);
      await this.flush();
      await this.compact(conversationId);
    }
  }

  /**
   * Puts one file in the place of all logs of a conversation, without what was deleted from it. Gives false when that was
   * not possible now: it is tried again when conversations are listed. Never rejects.
   */
  compact(conversationId: string): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        return await compact(this.#folder, conversationId, this.#redact);
      } catch {
        // A file is held, or the disk refuses: everything is where it was, or in the new place.
        return false;
      }
    });
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
      return await redactFiles(this.#folder, this.#redact, since, (work) => this.#inTurn(work));
    } catch {
      return false;
    }
  }

  async #compactAll(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.compact(id);
    }
  }

  /** Replaces the draft of a conversation in one step: a crash leaves the old one or the new one. */
  saveDraft(conversationId: string, draft: Draft): Promise<void> {
    this.#drafts.set(conversationId, draft);
    return this.flush();
  }

  /**
   * Deletes conversations: their logs of all windows, their drafts, and what the index says of them. Gives false when
   * some file could not be removed: it is read no more, and removed when conversations are listed again. Rejects when
   * one of them could not be deleted at all.
   */
  delete(conversationIds: readonly string[]): Promise<boolean> {
    return this.#inTurn(() => this.#delete(conversationIds));
  }

  /** Deletes every conversation, also those that cannot be read; otherwise as `delete`. */
  deleteAll(): Promise<boolean> {
    return this.#inTurn(async () => this.#delete([...(await this.ids()).living]));
  }

  async #delete(ids: readonly string[]): Promise<boolean> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (let start = 0; start < ids.length; start += deletedAtOnce) {
      const slice = ids.slice(start, start + deletedAtOnce);
      await Promise.all(slice.map((id) => bury(this.#folder, id)));
      for (const id of slice) {
        this.#gone.add(id, true);
      }
    }
    try {
      const wanted = new Set(ids);
      for (const [id, files] of await listFiles(this.#folder)) {
        if (wanted.has(id)) {
          await removeFiles(files);
        }
      }
      await this.#index.forget(ids);
      return true;
    } catch (error) {
      this.#onTrouble(error);
      return false;
    }
  }

  async #afterWriting(work: () => Promise<void>): Promise<void> {
    await this.#writing;
    await work();
  }

  /** The same for work that may fail. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#writing.then(work);
    this.#writing = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  async #write(): Promise<void> {
    if (this.unwritten.length === 0) {
      return;
    }
    const failures: unknown[] = [];
    for (const waiting of [this.#logs, this.#drafts]) {
      try {
        await waiting.write(this.#gone);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      this.#trouble(failures[0]);
    } else {
      this.#well();
    }
  }

  /** Told once for each time that the disk begins to refuse, not at each try. */
  #trouble(error: unknown): void {
    this.#retry.failed();
    if (!this.#isInTrouble) {
      this.#isInTrouble = true;
      this.#onTrouble(error);
    }
  }

  #well(): void {
    this.#retry.well();
    if (this.#isInTrouble) {
      this.#isInTrouble = false;
      this.#options.onWritten?.();
    }
  }
}
