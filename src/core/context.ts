import { type AttachedImage, isAttachedImage, isKept } from "./image";
import { isCount, isObject } from "./shape";

/** What a chip can hold. */
export const contextKinds = [
  /** What was selected in an editor. */
  "selection",
  /** A function, class or other block. */
  "symbol",
  /** What was in sight when nothing was selected. */
  "visible",
  /** A whole document. */
  "file",
  /** The names of what is in a folder. */
  "folder",
  /** Errors and warnings of a document. */
  "problems",
  /** What was selected in a terminal. */
  "terminal",
  /** Changes that are not committed, as a unified diff. */
  "diff",
  /** A cell of a notebook, with its outputs when those were asked for. */
  "cell",
  /** A picture; `image` tells which, and `text` is empty. */
  "image",
] as const;

export type ContextKind = (typeof contextKinds)[number];

/** What a kind alone does not tell: which changes a diff holds, and that a cell comes with its outputs. */
export const contextExtents = ["staged", "unstaged", "outputs"] as const;

export type ContextExtent = (typeof contextExtents)[number];

/** A text or a picture that the person chose to send. It is shown as a chip; nothing else leaves the editor. */
export interface ContextItem {
  readonly kind: ContextKind;
  /** Issued by the host; the page names a chip by it and by nothing else. */
  readonly id: string;
  /** Where the text came from, so that the chip can open it; empty when there is nothing to open. Never sent. */
  readonly uri: string;
  /** What Claude is told: a path relative to the workspace, a bare name, the name of a terminal. */
  readonly fileName: string;
  readonly languageId: string;
  /** 1-based, inclusive; 0 where lines mean nothing. */
  readonly startLine: number;
  /** 1-based, inclusive; 0 where lines mean nothing. */
  readonly endLine: number;
  /** Lines joined by "\n", whatever the document uses. */
  readonly text: string;
  readonly extent?: ContextExtent;
  /** The number of a notebook's cell, 1-based, when the text is of one. */
  readonly cell?: number;
  /** Git is told to ignore the file: perhaps for a reason. */
  readonly isIgnored?: true;
  /** There when, and only when, `kind` is `image`. */
  readonly image?: AttachedImage;
}

/** Whether something read from the disk or from a message is a chip, whole. */
export function isContextItem(value: unknown): value is ContextItem {
  if (!isObject(value)) {
    return false;
  }
  const { kind, id, uri, fileName, languageId, startLine, endLine, text, extent, cell, isIgnored, image } =
    value;
  return (
    contextKinds.some((known) => known === kind) &&
    [id, uri, fileName, languageId, text].every((field) => typeof field === "string") &&
    isCount(startLine) &&
    isCount(endLine) &&
    (extent === undefined || contextExtents.some((known) => known === extent)) &&
    (cell === undefined || isCount(cell)) &&
    (isIgnored === undefined || isIgnored === true) &&
    (kind === "image" ? isAttachedImage(image) : image === undefined)
  );
}

/** The two halves of what a chip says: a name, which may be cut when there is no room, and lines, which may not. */
export function contextName(item: ContextItem): { readonly name: string; readonly lines: string } {
  const name = item.fileName.slice(item.fileName.lastIndexOf("/") + 1);
  const cell = item.cell === undefined ? "" : `#${item.cell}`;
  const hasLines = item.kind !== "file" && item.kind !== "cell" && item.startLine > 0;
  if (!hasLines) {
    return { name: item.kind === "folder" ? `${name}/` : name, lines: cell };
  }
  return { name, lines: `${cell}:${linesText(item)}` };
}

/** How people name a stretch of lines: `10-24`, or `7` for one. */
export function linesText({ startLine, endLine }: Pick<ContextItem, "startLine" | "endLine">): string {
  return startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
}

/**
 * What a chip says: `pricing.ts:10-24`, `pricing.ts:7` for one line, `pricing.ts` for a whole file, `sums.ipynb#3` for
 * a cell.
 */
export function contextLabel(item: ContextItem): string {
  const { name, lines } = contextName(item);
  return name + lines;
}

/** Whether what an item holds is still somewhere to be read: a terminal's text is not, nor one problem alone. */
export function canBeReadAgain({ kind, uri, startLine }: ContextItem): boolean {
  return uri !== "" && kind !== "terminal" && kind !== "image" && (kind !== "problems" || startLine === 0);
}

/** Whether two items would send the same text from the same place. */
export function sameContext(a: ContextItem, b: ContextItem): boolean {
  return (
    a.kind === b.kind &&
    a.uri === b.uri &&
    a.fileName === b.fileName &&
    a.extent === b.extent &&
    a.cell === b.cell &&
    a.startLine === b.startLine &&
    a.endLine === b.endLine &&
    a.text === b.text &&
    nameOf(a.image) === nameOf(b.image)
  );
}

function nameOf(image: AttachedImage | undefined): string | undefined {
  return isKept(image) ? image.hash : image?.url;
}

/** Adds an item to a list of chips; one that is there already is moved to the end instead of shown twice. */
export function addContext(items: readonly ContextItem[], item: ContextItem): readonly ContextItem[] {
  return [...items.filter((other) => !sameContext(other, item)), item];
}
