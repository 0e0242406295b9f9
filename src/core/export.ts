import { type ContextItem, contextName } from "./context";
import { type AssistantTurn, answerText, type Conversation, treeOf, type Turn } from "./conversation";
import { failureText, type Localizer } from "./failureText";
import { fenced } from "./contextText";
import { type AttachedImage, isKept } from "./image";
import type { ImageData } from "./imageBlocks";
import { titleOf } from "./title";

/** How a conversation is written down for people. */
export interface MarkdownOptions {
  readonly l10n: Localizer;
  /** What Claude thought before it answered is left out otherwise. */
  readonly withThinking?: boolean;
  /** Where an image lies, as the document may link to it; an image without it is only named. */
  readonly linkOf?: (image: AttachedImage) => string | undefined;
}

/** The images of an exported conversation: their files as base64, by their hashes. */
export type ExportedImages = Readonly<Record<string, ImageData>>;

/**
 * The branch of a conversation that is shown as a Markdown document: its title, one line of date and models, and its turns under headings. Line
 * breaks are "\n", and it ends with one.
 * @param date as it should stand there
 */
export function conversationMarkdown(
  conversation: Conversation,
  date: string,
  options: MarkdownOptions,
): string {
  const { l10n } = options;
  const { turns } = conversation;
  const models = new Set(turns.flatMap((turn) => (turn.role === "assistant" ? [turn.model] : [])));
  return document([
    `# ${escaped(titleOf(conversation)) || l10n.t("Conversation")}`,
    `*${[date, ...models].map(escaped).join(" · ")}*`,
    ...turns.flatMap((turn) => [
      `## ${turn.role === "user" ? l10n.t("You") : l10n.t("Claude")}`,
      ...turnBlocks(turn, options),
    ]),
  ]);
}

/** One turn as Markdown, without a heading. */
export function turnMarkdown(turn: Turn, options: MarkdownOptions): string {
  return document(turnBlocks(turn, options)).trimEnd();
}

/**
 * A conversation as JSON, whole: every branch, every attachment, all thinking, and its images. `conversation` is what this extension
 * itself makes of the events; a later version of the format has another number.
 */
export function conversationJson(conversation: Conversation, images: ExportedImages = {}): string {
  const file = {
    format: "ask-claude-conversation",
    version: 1,
    title: titleOf(conversation),
    conversation: treeOf(conversation),
    ...(Object.keys(images).length === 0 ? {} : { images }),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function document(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function turnBlocks(turn: Turn, options: MarkdownOptions): readonly string[] {
  if (turn.role === "user") {
    return [whole(turn.text), ...turn.context.map((item) => attachment(item, options))];
  }
  const thinking = options.withThinking === true ? thinkingBlock(turn, options.l10n) : "";
  const note = statusNote(turn, options.l10n);
  return [thinking, whole(answerText(turn)), note === undefined ? "" : quoted(note)];
}

function attachment(item: ContextItem, { l10n, linkOf }: MarkdownOptions): string {
  if (item.image !== undefined) {
    const link = isKept(item.image) ? linkOf?.(item.image) : item.image.url;
    const name = escaped(l10n.t("Image: {0}", item.fileName));
    return link === undefined ? `*${name}*` : `![${name}](<${link.replace(/[<>\\]/g, encodeURIComponent)}>)`;
  }
  return folded(item.fileName + contextName(item).lines, fenced(lines(item.text), item.languageId));
}

function thinkingBlock(turn: AssistantTurn, l10n: Localizer): string {
  const text = turn.parts.map((part) => (part.type === "thinking" ? part.thinking : "")).join("\n\n");
  return text.trim() === "" ? "" : folded(l10n.t("Thinking"), whole(text));
}

/** A section that is closed until somebody opens it, where HTML is shown; readable as it is elsewhere. */
function folded(summary: string, content: string): string {
  return `<details>\n<summary>${html(summary)}</summary>\n\n${content}\n\n</details>`;
}

function statusNote({ status }: AssistantTurn, l10n: Localizer): string | undefined {
  switch (status.type) {
    case "stopped":
      return l10n.t("Stopped");
    case "failed":
      return failureText(status.failure, l10n);
    case "waiting":
    case "streaming":
    case "countingDown":
      return l10n.t("The answer was still being written.");
    case "complete":
      return ["end_turn", "stop_sequence"].includes(status.stopReason)
        ? undefined
        : l10n.t("The answer ended early ({0}).", status.stopReason);
  }
}

/**
 * A text that may have been cut anywhere, so that what is written after it is not taken for a part of it: code that
 * was left open is closed.
 */
function whole(text: string): string {
  const clean = lines(text).replace(/^\n+/, "").trimEnd();
  const open = openFence(clean);
  return open === undefined ? clean : `${clean}\n${open}`;
}

/** The line that would close the fenced code a text ends in, if it ends in any. */
function openFence(text: string): string | undefined {
  let open: { readonly before: string; readonly fence: string } | undefined;
  for (const line of text.split("\n")) {
    const [, before = "", fence = "", rest = ""] = fenceLine.exec(line) ?? [];
    if (fence === "") {
      continue;
    }
    if (open === undefined) {
      // An info string after backquotes holds none: that would be code in a line.
      open = fence.startsWith("`") && rest.includes("`") ? undefined : { before, fence };
    } else if (fence.startsWith(open.fence) && rest.trim() === "" && /^[\s>]*$/.test(before)) {
      open = undefined;
    }
  }
  // What was a list's bullet is an indentation in the lines after it.
  return open && open.before.replace(/[^\s>]/g, " ") + open.fence;
}

/** Quotation marks, bullets and indentation; the fence; what follows it. */
const fenceLine = /^((?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*)(`{3,}|~{3,})(.*)$/u;

function quoted(text: string): string {
  return lines(text)
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** A text in which nothing is Markdown or HTML. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#~|]/g, "\\$&").replaceAll("&", "&amp;");
}

function html(text: string): string {
  return text.replace(/[\p{Cc}]/gu, " ").replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
