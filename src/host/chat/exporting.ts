import { homedir } from "node:os";
import * as vscode from "vscode";

import type { Conversation } from "../../core/conversation";
import { conversationJson, conversationMarkdown } from "../../core/export";
import { fileNameOf } from "../../core/exportFile";
import { isKept } from "../../core/image";
import type { Redact } from "../../core/redact";
import { titleOf } from "../../core/title";
import type { Images } from "../images/images";
import { imagesAsBase64, tooLargeForJson, writeWithImages } from "./exportedImages";

interface Format extends vscode.QuickPickItem {
  readonly ending: "md" | "json";
  /** Why it cannot be had, if so. */
  readonly problem?: string | undefined;
  /** Writes it to this place, and what has to lie beside it. */
  readonly write: (place: vscode.Uri) => Promise<void>;
}

/**
 * The conversation as Markdown, as a person in this window reads dates.
 * @param links where its images lie, by their hashes; the others are only named
 */
export function asMarkdown(
  conversation: Conversation,
  withThinking = false,
  links: ReadonlyMap<string, string> = new Map(),
): string {
  const times = conversation.turns.flatMap((turn) => (turn.role === "assistant" ? [turn.time ?? 0] : []));
  const date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "long", timeStyle: "short" });
  const last = Math.max(0, ...times);
  return conversationMarkdown(conversation, last === 0 ? "" : date.format(last), {
    l10n: vscode.l10n,
    withThinking,
    linkOf: (image) => (isKept(image) ? links.get(image.hash) : undefined),
  });
}

/**
 * Asks how and where, and writes the conversation there.
 * @param redact applied to every text on its way out
 */
export async function exportConversation(
  conversation: Conversation,
  images: Pick<Images, "read">,
  redact: Redact,
): Promise<void> {
  const title = vscode.l10n.t("Export Conversation");
  const format = await vscode.window.showQuickPick(formats(conversation, images, redact), { title });
  if (format === undefined) {
    return;
  }
  if (format.problem !== undefined) {
    void vscode.window.showWarningMessage(format.problem);
    return;
  }
  const uri = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.joinPath(usualFolder(), `${fileName(conversation, redact)}.${format.ending}`),
    filters: format.ending === "md" ? { Markdown: ["md"] } : { JSON: ["json"] },
    saveLabel: vscode.l10n.t("Export"),
  });
  if (uri === undefined) {
    return;
  }
  await format.write(uri);
  void offerToOpen(uri);
}

function formats(
  conversation: Conversation,
  images: Pick<Images, "read">,
  redact: Redact,
): readonly Format[] {
  const markdown = (place: vscode.Uri, withThinking: boolean): Promise<void> =>
    writeWithImages(conversation, place, images, (links) =>
      redact(asMarkdown(conversation, withThinking, links)),
    );
  return [
    {
      label: vscode.l10n.t("Markdown"),
      detail: vscode.l10n.t("The questions and answers in sight, with what was attached."),
      ending: "md",
      write: (place) => markdown(place, false),
    },
    {
      label: vscode.l10n.t("Markdown with thinking"),
      detail: vscode.l10n.t("The same, and what Claude thought before it answered."),
      ending: "md",
      write: (place) => markdown(place, true),
    },
    {
      label: vscode.l10n.t("JSON"),
      detail: vscode.l10n.t("Everything there is of the conversation, other versions of its turns included."),
      ending: "json",
      problem: tooLargeForJson(conversation),
      write: async (place) => {
        const text = redact(conversationJson(conversation, await imagesAsBase64(conversation, images)));
        await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
      },
    },
  ];
}

function fileName(conversation: Conversation, redact: Redact): string {
  return fileNameOf(redact(titleOf(conversation)), "conversation");
}

function usualFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}

async function offerToOpen(uri: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("The conversation was exported to {0}.", vscode.workspace.asRelativePath(uri)),
    open,
  );
  if (chosen === open) {
    await vscode.window.showTextDocument(uri);
  }
}
