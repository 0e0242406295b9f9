import { stat } from "node:fs/promises";
import { basename } from "node:path";

import { isMissing, orWhenMissing } from "../disk";
import { inSlices } from "../slices";
import { isWorthCompacting } from "./compaction";
import {
  type ConversationFiles,
  listFiles,
  readConversation,
  type ReadConversation,
  readStored,
} from "./conversationFiles";
import { noDraft, readDraft } from "./draftFiles";
import type { Entries, HistoryIndex, IndexEntry } from "./historyIndex";
import { type Summary, summaryOf } from "./summary";
import { sweep } from "./tombstones";

/** A conversation of the list, and where its text is. */
export interface Listed extends Summary {
  readonly logs: readonly string[];
  /** Another one when its files have changed. */
  readonly stamp: string;
  /** Something is in its composer that was not sent. */
  readonly hasDraft?: true;
  /** Its logs hold deleted text, or are slow to read. */
  readonly isWorthCompacting?: true;
}

/** So many conversations are looked at before the extension host gets to do other things. */
const statsAtOnce = 250;
const readsAtOnce = 8;

/**
 * Every conversation with a question or a draft in it, the last changed first. What cannot be read is left out. Only
 * those are read whose files have changed since the index was written; what deleted ones left behind is removed.
 */
export async function listConversations(
  folder: string,
  index: HistoryIndex,
  now: number,
): Promise<readonly Listed[]> {
  const files = await listFiles(folder);
  try {
    await sweep(files.values(), now);
  } catch {
    // Another window or a virus scanner holds a file: at the next list, then.
  }
  const living = [...files].filter(([, { tombstone }]) => tombstone === undefined);
  const known = await index.read();
  const stamped: (readonly [id: string, files: ConversationFiles, stamp: string])[] = [];
  for await (const slice of inSlices(
    living,
    statsAtOnce,
    async ([id, its]) => [id, its, await stampOf(its)] as const,
  )) {
    stamped.push(...slice);
  }
  const entries = new Map<string, IndexEntry>();
  for (const [id, , stamp] of stamped) {
    const entry = known.get(id);
    if (entry?.stamp === stamp) {
      entries.set(id, entry);
    }
  }
  const changed = stamped.filter(([id]) => !entries.has(id));
  for await (const slice of inSlices(changed, readsAtOnce, (each) => entryOf(folder, each))) {
    for (const [id, entry] of slice) {
      entries.set(id, entry);
    }
  }
  if (changed.length > 0 || hasMore(known, entries)) {
    void index.write(entries);
  }
  return stamped
    .flatMap(([id, { logs, draft }, stamp]): readonly Listed[] => {
      const entry = entries.get(id);
      return entry?.summary === undefined
        ? []
        : [
            {
              ...entry.summary,
              logs,
              stamp,
              ...(draft === undefined ? {} : { hasDraft: true }),
              ...(entry.isWorthCompacting === true ? { isWorthCompacting: true } : {}),
            },
          ];
    })
    .sort((a, b) => b.changed - a.changed);
}

/** Whether the index still tells of a conversation that is gone. */
function hasMore(known: Entries, entries: Entries): boolean {
  return [...known.keys()].some((id) => !entries.has(id));
}

async function stampOf({ logs, draft }: ConversationFiles): Promise<string> {
  const paths = [...logs, ...(draft === undefined ? [] : [draft])].sort();
  const stamps = await Promise.all(
    paths.map(async (path) => {
      const found = await orWhenMissing(stat(path), undefined);
      return found === undefined ? "" : `${basename(path)} ${found.size} ${found.mtimeMs}`;
    }),
  );
  return stamps.join("\n");
}

async function entryOf(
  folder: string,
  [id, files, stamp]: readonly [string, ConversationFiles, string],
): Promise<readonly [string, IndexEntry]> {
  try {
    const read = await readSettled(folder, id, files.logs);
    const draft = files.draft === undefined ? noDraft : await readDraft(files.draft);
    const draftChanged =
      files.draft === undefined ? 0 : ((await orWhenMissing(stat(files.draft), undefined))?.mtimeMs ?? 0);
    const summary = summaryOf(read, draft, draftChanged);
    return [
      id,
      {
        stamp,
        ...(summary === undefined ? {} : { summary }),
        ...(isWorthCompacting(read, files.logs.length) ? { isWorthCompacting: true } : {}),
      },
    ];
  } catch {
    // No stamp is empty, so that it is tried again.
    return [id, { stamp: "" }];
  }
}

/** A compaction may have put another file in the place of one that was just listed. */
async function readSettled(folder: string, id: string, logs: readonly string[]): Promise<ReadConversation> {
  try {
    return await readConversation(id, logs);
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
    return readStored(folder, id);
  }
}
