import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { replaced, type Replacement, replacement, withoutNameLine } from "../../core/placement";
import { baseName, textOf } from "../context/item";
import { Disposables } from "../disposables";
import { proposalScheme } from "../manifest";
import { newFile, type PlacedCode } from "./newFile";
import { targetOf } from "./proposalTarget";

interface Proposal {
  readonly target: vscode.Uri;
  /** The document's text when the proposal was made, its lines joined by "\n". */
  readonly before: string;
  readonly change: Replacement;
  /** The document's text with the change, its lines as in the document. */
  readonly content: string;
}

/**
 * Code of answers as changes to documents: shown beside the document first, and made when the person says so and the
 * document is still the one that was shown.
 */
export class Proposals implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #disposables = new Disposables();
  readonly #proposals = new Map<string, Proposal>();
  #count = 0;

  constructor() {
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this));
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#proposals.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const proposal = this.#proposals.get(uri.toString());
    if (proposal === undefined) {
      throw new Error(vscode.l10n.t("This proposal is no longer there. Choose Apply in the chat again."));
    }
    return proposal.content;
  }

  /** Shows what the code would change. */
  async propose(
    code: PlacedCode,
    attached: readonly ContextItem[],
    editor: vscode.TextEditor | undefined,
  ): Promise<void> {
    const target = await targetOf(code.fileName, attached, editor);
    if (target === "missing") {
      return offerNewFile(code);
    }
    if (target === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("There is no document to apply this to. Open the one it is meant for."),
      );
      return;
    }
    const { document, hint } = target;
    const before = textOf(document);
    const change = replacement(withoutNameLine(code.text, code.fileName, before), before, hint);
    if (change === undefined) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t("The code that you asked about is no longer in {0}.", baseName(document.uri)),
      );
      return;
    }
    const eol = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
    const content = replaced(before, change).replaceAll("\n", eol);
    this.#count += 1;
    const uri = vscode.Uri.from({
      scheme: proposalScheme,
      path: document.uri.path.startsWith("/") ? document.uri.path : `/${document.uri.path}`,
      query: `${this.#count}`,
    });
    this.#proposals.set(uri.toString(), { target: document.uri, before, change, content });
    await vscode.commands.executeCommand(
      "vscode.diff",
      document.uri,
      uri,
      vscode.l10n.t("{0} (proposed by Claude)", baseName(document.uri)),
    );
  }

  /** Makes the change that is shown, as one step to undo, and shows the document with it. */
  async apply(clicked: unknown): Promise<void> {
    const uri =
      clicked instanceof vscode.Uri && clicked.scheme === proposalScheme ? clicked : activeProposal();
    const proposal = uri && this.#proposals.get(uri.toString());
    if (uri === undefined || proposal === undefined) {
      return;
    }
    const { target, before, change } = proposal;
    const document = await vscode.workspace.openTextDocument(target);
    if (textOf(document) !== before) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "{0} has changed since. Nothing was applied: choose Apply in the chat again.",
          baseName(target),
        ),
      );
      return;
    }
    const start = positionAt(before, change.start);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(target, new vscode.Range(start, positionAt(before, change.end)), change.text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showWarningMessage(vscode.l10n.t("This document cannot be changed."));
      return;
    }
    const isAsShown = textOf(document) === withLineFeeds(replaced(before, change));
    await vscode.window.tabGroups.close(tabsOf(uri));
    await vscode.window.showTextDocument(document, {
      selection: new vscode.Range(start, positionAt(textOf(document), change.start + change.text.length)),
    });
    if (!isAsShown) {
      await offerUndo(document);
    }
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }
}

async function offerNewFile(code: PlacedCode): Promise<void> {
  const create = vscode.l10n.t("New File");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("There is no {0} in this workspace.", code.fileName),
    create,
  );
  if (chosen === create) {
    await newFile(code);
  }
}

/** Something else changed the document along with the proposal: what is there now was never shown. */
async function offerUndo(document: vscode.TextDocument): Promise<void> {
  const { version } = document;
  const undo = vscode.l10n.t("Undo");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("{0} is not as it was proposed: something else changed it too.", baseName(document.uri)),
    undo,
  );
  if (chosen !== undo) {
    return;
  }
  await vscode.window.showTextDocument(document);
  // What was written since is the person's own.
  if (document.version === version) {
    await vscode.commands.executeCommand("undo");
  }
}

function activeProposal(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === proposalScheme
    ? input.modified
    : undefined;
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
    ),
  );
}

/** VS Code has no line ends but these in a document, whatever the code came with. */
function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}

/** The position of an offset in a text whose lines end with "\n"; it is the same in the document, whatever it uses. */
function positionAt(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset).split("\n");
  return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
}
