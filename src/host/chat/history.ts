import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { coalesce } from "../../core/coalesce";
import {
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  isPassing,
} from "../../core/conversation";
import type { Draft } from "../../core/protocol";
import { encodeRecord } from "../../core/record";
import { writeDurably } from "../disk";
import type { Disposable } from "../disposables";
import { draftPath, listFiles, logPath, readConversation } from "./conversationFiles";
import { listConversations, type Listed } from "./conversationList";
import { noDraft, readDraft, writeDraft } from "./draftFiles";
import { HistoryIndex } from "./historyIndex";
import { bury, isDeleted, removeFiles } from "./tombstones";
import { byConversation, type WaitingEvent } from "./waitingEvents";

/** How long answer text may be in memory only. */
const flushAfterMs = 200;
/** How many conversations are deleted at the same time. */
const deletedAtOnce = 32;

export interface Loaded {
  readonly conversation: Conversation;
  readonly draft: Draft;
  /** Lines that could not be read; they stay in their file. */
  readonly unreadable: number;
  /** Nothing can be added to it any more. */
  readonly isDeleted?: true;
}

/** A conversation is gone; `isHere` when this window deleted it. */
export interface Deletion {
  readonly conversationId: string;
  readonly isHere: boolean;
}

/**
 * Conversations on disk: a folder with an append-only log per conversation and window, and a draft per conversation.
 * Writing goes on in order in the background; `onTrouble` hears of a disk that refuses, and what could not be written
 * stays in memory and is tried again with the next write.
 */
export class History {
  readonly #folder: string;
  readonly #writer: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #index: HistoryIndex;
  readonly #listeners = new Set<(deletion: Deletion) => void>();
  /** Deleted conversations that the listeners have been told of. */
  readonly #gone = new Set<string>();
  #waiting: WaitingEvent[] = [];
  /** The order of the next record is above every order seen. */
  #order = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isInTrouble = false;

  /**
   * @param folder made at the first write, readable by this user only
   * @param writer an id for this window, different from every other's
   */
  constructor(folder: string, writer: string, onTrouble: (error: unknown) => void) {
    this.#folder = folder;
    this.#writer = writer;
    this.#onTrouble = onTrouble;
    this.#index = new HistoryIndex(join(folder, "index.json"), writer);
  }

  /** Hears of every conversation that is deleted here, and of those deleted elsewhere that this window writes to. */
  onDeletion(listener: (deletion: Deletion) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Takes events to be written soon. What comes for a deleted conversation is dropped. */
  append(conversationId: string, events: readonly ConversationEvent[]): void {
    for (const event of events) {
      if (!isPassing(event)) {
        this.#waiting.push({ conversationId, event });
      }
    }
    this.#timer ??= setTimeout(() => void this.flush(), flushAfterMs);
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

  async #load(conversationId: string): Promise<Loaded> {
    const files = (await listFiles(this.#folder)).get(conversationId);
    if (files?.tombstone !== undefined) {
      const conversation = emptyConversation(conversationId);
      return { conversation, draft: noDraft, unreadable: 0, isDeleted: true };
    }
    const { conversation, nextOrder, unreadable } = await readConversation(conversationId, files?.logs ?? []);
    this.#order = Math.max(this.#order, nextOrder);
    const draft = await readDraft(draftPath(this.#folder, conversationId));
    return { conversation, draft, unreadable };
  }

  /** The ids of all conversations that lie on the disk, and of those that were deleted a while ago at most. */
  async ids(): Promise<{ readonly living: ReadonlySet<string>; readonly deleted: readonly string[] }> {
    const files = [...(await listFiles(this.#folder))];
    const idsOf = (isDeletedOne: boolean): readonly string[] =>
      files.flatMap(([id, { tombstone }]) => ((tombstone !== undefined) === isDeletedOne ? [id] : []));
    return { living: new Set(idsOf(false)), deleted: idsOf(true) };
  }

  /** Every conversation with a question or a draft in it, the last changed first. What cannot be read is left out. */
  list(): Promise<readonly Listed[]> {
    return listConversations(this.#folder, this.#index, Date.now());
  }

  /** Replaces the draft of a conversation in one step: a crash leaves the old one or the new one. */
  saveDraft(conversationId: string, draft: Draft): Promise<void> {
    this.#writing = this.#afterWriting(async () => {
      try {
        await this.#makeFolder();
        if (!(await this.#isGone(conversationId))) {
          const path = draftPath(this.#folder, conversationId);
          await writeDraft(path, this.#writer, draft);
          await this.#dropIfGone(conversationId, path);
        }
      } catch (error) {
        this.#trouble(error);
      }
    });
    return this.#writing;
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
    return this.#inTurn(async () => {
      const files = await listFiles(this.#folder);
      return this.#delete([...files].filter(([, each]) => each.tombstone === undefined).map(([id]) => id));
    });
  }

  async #delete(ids: readonly string[]): Promise<boolean> {
    await this.#makeFolder();
    for (let start = 0; start < ids.length; start += deletedAtOnce) {
      const slice = ids.slice(start, start + deletedAtOnce);
      await Promise.all(slice.map((id) => bury(this.#folder, id)));
      for (const id of slice) {
        this.#tellGone(id, true);
      }
    }
    try {
      const files = await listFiles(this.#folder);
      for (const id of ids) {
        await removeFiles(files.get(id) ?? { logs: [], remains: [] });
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
    const batch = this.#waiting;
    this.#waiting = [];
    const groups = byConversation(batch);
    for (const [index, [conversationId, events]] of groups.entries()) {
      const firstOrder = this.#order;
      try {
        await this.#makeFolder();
        if (await this.#isGone(conversationId)) {
          continue;
        }
        const lines = coalesce(events).map((event) =>
          encodeRecord({ order: this.#order++, writer: this.#writer, time: Date.now(), event }, crc32),
        );
        // A line break first: a line that a crash or a full disk tore must not swallow the next one.
        const path = logPath(this.#folder, conversationId, this.#writer);
        await writeDurably(path, "a", `\n${lines.join("")}`);
        await this.#dropIfGone(conversationId, path);
        this.#isInTrouble = false;
      } catch (error) {
        this.#order = firstOrder;
        this.#waiting = [
          ...groups
            .slice(index)
            .flatMap(([id, events]) => events.map((event) => ({ conversationId: id, event }))),
          ...this.#waiting,
        ];
        this.#trouble(error);
        return;
      }
    }
  }

  /** Told once for each time that the disk begins to refuse, not at each try. */
  #trouble(error: unknown): void {
    if (!this.#isInTrouble) {
      this.#isInTrouble = true;
      this.#onTrouble(error);
    }
  }

  async #isGone(conversationId: string): Promise<boolean> {
    if (!this.#gone.has(conversationId) && (await isDeleted(this.#folder, conversationId))) {
      this.#tellGone(conversationId, false);
    }
    return this.#gone.has(conversationId);
  }

  /** Another window may have deleted the conversation just while this one was writing. */
  async #dropIfGone(conversationId: string, path: string): Promise<void> {
    if (await this.#isGone(conversationId)) {
      await rm(path, { force: true });
    }
  }

  #tellGone(conversationId: string, isHere: boolean): void {
    this.#gone.add(conversationId);
    for (const listener of this.#listeners) {
      listener({ conversationId, isHere });
    }
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }
}
