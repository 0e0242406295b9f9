import { isObject } from "./shape";

/** A piece of a document that the person chose to send. It is shown as a chip; nothing else leaves the editor. */
export interface CodeContext {
  readonly kind: "selection" | "symbol" | "visible";
  /** Issued by the host; the page names a chip by it and by nothing else. */
  readonly id: string;
  /** Where the text came from, so that the chip can open it. Never sent. */
  readonly uri: string;
  /** Path as Claude sees it: relative to the workspace, or the bare name. */
  readonly fileName: string;
  readonly languageId: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  /** 1-based, inclusive. */
  readonly endLine: number;
  /** Lines joined by "\n", whatever the document uses. */
  readonly text: string;
}

export type ContextItem = CodeContext;

/** Whether something read from the disk or from a message is a chip, whole. */
export function isContextItem(value: unknown): value is ContextItem {
  if (!isObject(value)) {
    return false;
  }
  const { kind, id, uri, fileName, languageId, startLine, endLine, text } = value;
  return (
    (kind === "selection" || kind === "symbol" || kind === "visible") &&
    [id, uri, fileName, languageId, text].every((field) => typeof field === "string") &&
    Number.isSafeInteger(startLine) &&
    Number.isSafeInteger(endLine)
  );
}

/** What a chip says: `pricing.ts:10-24`, or `pricing.ts:7` for one line. */
export function contextLabel(item: ContextItem): string {
  const name = item.fileName.slice(item.fileName.lastIndexOf("/") + 1);
  const lines = item.startLine === item.endLine ? `${item.startLine}` : `${item.startLine}-${item.endLine}`;
  return `${name}:${lines}`;
}

/** Whether two items would send the same lines of the same document. */
export function sameContext(a: ContextItem, b: ContextItem): boolean {
  return a.uri === b.uri && a.startLine === b.startLine && a.endLine === b.endLine && a.text === b.text;
}

/** Adds an item to a list of chips; one that is there already is moved to the end instead of shown twice. */
export function addContext(items: readonly ContextItem[], item: ContextItem): readonly ContextItem[] {
  return [...items.filter((other) => !sameContext(other, item)), item];
}
