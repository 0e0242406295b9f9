import * as vscode from "vscode";

import type { History, Summary } from "./history";

interface ConversationItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Lets the person choose an earlier conversation. Resolves to its id, or undefined when none was chosen. */
export async function pickConversation(history: History, openId: string): Promise<string | undefined> {
  const items = history.list().then((summaries) => summaries.map((summary) => itemOf(summary, openId)));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Conversations"),
    placeHolder: vscode.l10n.t("Choose a conversation to go on with"),
    matchOnDetail: true,
  });
  return chosen?.id;
}

function itemOf({ id, question, about, changed }: Summary, openId: string): ConversationItem {
  const line = question.trim().replace(/\s+/g, " ").slice(0, 120);
  return {
    id,
    label: `${id === openId ? "$(comment) " : ""}${line === "" ? about.join(", ") : line}`,
    description: new Date(changed).toLocaleString(vscode.env.language, {
      dateStyle: "medium",
      timeStyle: "short",
    }),
    detail: about.join(", "),
  };
}
