import * as vscode from "vscode";

import type { Listed } from "./conversationList";
import type { Match } from "./conversationSearch";
import { type DateGroup, dateGroup } from "./dateGroups";

/** A row of the list; a heading has no conversation. */
export interface ConversationItem extends vscode.QuickPickItem {
  readonly listed?: Listed;
}

/** What this window knows of a conversation beyond what is on the disk. */
export interface Here {
  readonly isOpen: boolean;
  readonly isAnswering: boolean;
}

/** Another window writes while it answers; when nothing came for so long, it is no longer there. */
const quietMs = 60_000;

/** What can be done with a row, by its button. */
export interface ItemButtons {
  readonly rename: vscode.QuickInputButton;
  readonly export: vscode.QuickInputButton;
  readonly delete: vscode.QuickInputButton;
}

export function itemButtons(): ItemButtons {
  return {
    rename: { iconPath: new vscode.ThemeIcon("edit"), tooltip: vscode.l10n.t("Rename") },
    export: { iconPath: new vscode.ThemeIcon("export"), tooltip: vscode.l10n.t("Export") },
    delete: { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Delete") },
  };
}

/** Makes the rows of a list as it is at one moment. */
export class ConversationItems {
  readonly #now: number;
  readonly #here: (id: string) => Here;
  readonly #buttons: readonly vscode.QuickInputButton[];
  readonly #time: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;

  /** @param now milliseconds since 1970 */
  constructor(now: number, here: (id: string) => Here, buttons: ItemButtons) {
    this.#now = now;
    this.#here = here;
    this.#buttons = [buttons.rename, buttons.export, buttons.delete];
    this.#time = new Intl.DateTimeFormat(vscode.env.language, { timeStyle: "short" });
    this.#date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium", timeStyle: "short" });
  }

  /** All of them, under headings by date. */
  grouped(all: readonly Listed[]): readonly ConversationItem[] {
    let group: DateGroup | undefined;
    return all.flatMap((listed) => {
      const item = this.#item(listed, listed.about.join(", "));
      const own = dateGroup(listed.changed, this.#now);
      if (own === group) {
        return [item];
      }
      group = own;
      return [{ label: heading(own), kind: vscode.QuickPickItemKind.Separator }, item];
    });
  }

  /** What a search found. The text says why, and VS Code's own filter is not asked. */
  found(matches: readonly Match[]): readonly ConversationItem[] {
    return matches.map(({ listed, snippet }) => ({ ...this.#item(listed, snippet), alwaysShow: true }));
  }

  #item(listed: Listed, detail: string): ConversationItem {
    const { title, changed, isDraft, id } = listed;
    const { isOpen } = this.#here(id);
    const words = [
      (dateGroup(changed, this.#now) === "today" ? this.#time : this.#date).format(changed),
      ...(isOpen ? [vscode.l10n.t("open")] : []),
      ...this.#progress(listed),
    ];
    return {
      listed,
      label: plain(isDraft === true ? vscode.l10n.t("Draft: {0}", title) : title),
      description: words.join(" · "),
      iconPath: this.#icon(listed),
      buttons: this.#buttons,
      ...(detail === "" ? {} : { detail: plain(detail) }),
    };
  }

  #progress(listed: Listed): readonly string[] {
    if (this.#isAnswering(listed)) {
      return [vscode.l10n.t("Answering…")];
    }
    return listed.answer === undefined ? [] : [vscode.l10n.t("failed")];
  }

  #icon(listed: Listed): vscode.ThemeIcon {
    if (this.#isAnswering(listed)) {
      return new vscode.ThemeIcon("loading~spin");
    }
    if (listed.answer !== undefined) {
      return new vscode.ThemeIcon("warning");
    }
    const icon = listed.isDraft === true ? "edit" : "comment";
    return new vscode.ThemeIcon(this.#here(listed.id).isOpen ? "comment-discussion" : icon);
  }

  #isAnswering({ id, answer, changed }: Listed): boolean {
    return this.#here(id).isAnswering || (answer === "pending" && this.#now - changed < quietMs);
  }
}

function heading(group: DateGroup): string {
  switch (group) {
    case "today":
      return vscode.l10n.t("Today");
    case "yesterday":
      return vscode.l10n.t("Yesterday");
    case "week":
      return vscode.l10n.t("Last 7 Days");
    case "older":
      return vscode.l10n.t("Older");
  }
}

/** A text in which nothing becomes an icon. */
function plain(text: string): string {
  return text.replace(/\$\([a-z]/gi, "\\$&");
}
