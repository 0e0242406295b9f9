import * as vscode from "vscode";

import { refusal } from "./edit/editability";
import { isWritten } from "./editor/isWritten";

/** Above this, a question about "the problem here" is about something else; the nearest ones are enough. */
const mostProblems = 5;

/** Problems that a quick fix was offered for. */
export interface ProblemsAt {
  readonly document: vscode.TextDocument;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/**
 * Offers "Explain with Claude", "Fix with Claude" and "Add Problem to Ask Claude" on problems, in the editor and in the
 * list of problems, which has no menu for extensions, and "Edit with Claude" on what is selected. The commands of these offers carry no arguments: VS Code drops
 * those together with the list they stood in, which may be before the command runs. Which offer was taken is told by its
 * being resolved; what it was about is remembered here.
 */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite],
  };
  readonly #places = new WeakMap<vscode.CodeAction, Place>();
  #last: Place | undefined;

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (!vscode.workspace.isTrusted || !isWritten(document)) {
      return [];
    }
    const isAskedFor = (kind: vscode.CodeActionKind): boolean =>
      context.only === undefined || context.only.contains(kind);
    const diagnostics = context.diagnostics.slice(0, mostProblems);
    const canBeEdited = refusal(document) === undefined;
    return [
      ...(diagnostics.length > 0 && isAskedFor(vscode.CodeActionKind.QuickFix)
        ? this.#fixes(document, diagnostics, canBeEdited)
        : []),
      ...(!range.isEmpty && canBeEdited && isAskedFor(vscode.CodeActionKind.RefactorRewrite)
        ? [editOffer()]
        : []),
    ];
  }

  #fixes(
    document: vscode.TextDocument,
    diagnostics: readonly vscode.Diagnostic[],
    canBeEdited: boolean,
  ): readonly vscode.CodeAction[] {
    const place = { uri: document.uri.toString(), diagnostics };
    this.#last = place;
    const actions = [
      offer(vscode.l10n.t("Explain with Claude"), "askClaude.explainProblem", diagnostics),
      ...(canBeEdited ? [offer(vscode.l10n.t("Fix with Claude"), "askClaude.editProblem", diagnostics)] : []),
      offer(vscode.l10n.t("Add Problem to Ask Claude"), "askClaude.addProblem", diagnostics),
    ];
    actions.forEach((action) => this.#places.set(action, place));
    return actions;
  }

  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    this.#last = this.#places.get(action) ?? this.#last;
    return action;
  }

  /**
   * What the offer was about that was taken last, or else made last; undefined when its document has been closed, or
   * nothing was offered yet.
   */
  get offered(): ProblemsAt | undefined {
    const last = this.#last;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === last?.uri);
    return last === undefined || document === undefined
      ? undefined
      : { document, diagnostics: last.diagnostics };
  }
}

interface Place {
  readonly uri: string;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** Asks what should change in what is selected. */
function editOffer(): vscode.CodeAction {
  const title = vscode.l10n.t("Edit with Claude");
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
  action.command = { title, command: "askClaude.edit" };
  return action;
}

function offer(title: string, command: string, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command };
  action.diagnostics = [...diagnostics];
  return action;
}
