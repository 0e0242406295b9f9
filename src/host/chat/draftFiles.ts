import { readFile, rm } from "node:fs/promises";

import { isContextItem } from "../../core/context";
import type { Draft } from "../../core/protocol";
import { isObject } from "../../core/shape";
import { orWhenMissing, renameOver, writeDurably } from "../disk";

export const noDraft: Draft = { text: "", context: [] };

/** The draft in a file; none where there is no such file, or nothing in it that is whole. */
export async function readDraft(path: string): Promise<Draft> {
  const text = await orWhenMissing(readFile(path, "utf8"), "");
  try {
    const value: unknown = JSON.parse(text);
    return isDraft(value) ? value : noDraft;
  } catch {
    return noDraft;
  }
}

/** Replaces a draft in one step: a crash leaves the old one or the new one. An empty one has no file. */
export async function writeDraft(path: string, writer: string, draft: Draft): Promise<void> {
  if (draft.text === "" && draft.context.length === 0 && draft.editing === undefined) {
    await rm(path, { force: true });
    return;
  }
  const temporary = `${path}.${writer}.tmp`;
  await writeDurably(temporary, "w", JSON.stringify(draft));
  await renameOver(temporary, path);
}

function isDraft(value: unknown): value is Draft {
  return (
    isObject(value) &&
    typeof value["text"] === "string" &&
    Array.isArray(value["context"]) &&
    value["context"].every(isContextItem) &&
    (value["editing"] === undefined || typeof value["editing"] === "string") &&
    (value["setAside"] === undefined || isDraft(value["setAside"]))
  );
}
