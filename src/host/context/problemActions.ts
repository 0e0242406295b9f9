import * as vscode from "vscode";

import { type Gathered, openDocument, refused, together } from "./item";
import { problemContext } from "./problems";

interface Place {
  readonly uri: vscode.Uri;
  readonly problems: readonly vscode.Diagnostic[];
}

/**
 * Offers "Add Problem to Ask Claude" beside the quick fixes of a problem, in the editor and in the list of problems: that
 * list has no menu for extensions. The command carries no arguments, because VS Code forgets those together with the
 * offers, perhaps before it runs; which offer was taken is told by its being resolved.
 */
export class ProblemActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #offered = new WeakMap<vscode.CodeAction, Place>();
  #last: Place | undefined;

  provideCodeActions(
    { uri }: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const isAskedFor = only === undefined || only.contains(vscode.CodeActionKind.QuickFix);
    if (diagnostics.length === 0 || !isAskedFor || !vscode.workspace.isTrusted) {
      return [];
    }
    const title = vscode.l10n.t("Add Problem to Ask Claude");
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [...diagnostics];
    action.command = { title, command: "askClaude.addProblem" };
    this.#last = { uri, problems: diagnostics };
    this.#offered.set(action, this.#last);
    return [action];
  }

  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    this.#last = this.#offered.get(action) ?? this.#last;
    return action;
  }

  /** The problems of the offer that was taken last, each with its lines. */
  gather(): Gathered {
    const document = this.#last && openDocument(this.#last.uri);
    return document === undefined
      ? refused(vscode.l10n.t("That problem is no longer there."))
      : together((this.#last?.problems ?? []).map((problem) => problemContext(document, problem)));
  }
}
