import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

import type { ContextItem } from "../core/context";
import { fileNameOf, gatherAround } from "./editor/selection";
import { readOnlyScheme } from "./readOnlyText";

/** Above this, a question about "the problem here" is about something else; the nearest ones are enough. */
const mostProblems = 5;

/** Where a person does not write code, though VS Code keeps a document for it. */
const notCode: ReadonlySet<string> = new Set(["output", "vscode-scm", "comment", readOnlyScheme]);

/** Problems that a quick fix was offered for. */
export interface ProblemsAt {
  readonly document: vscode.TextDocument;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/**
 * Offers "Explain with Claude" and "Fix with Claude" on problems. The commands of these offers carry no arguments: VS
 * Code drops those together with the list they stood in, which may be before the command runs. What the last list was
 * about is remembered here instead.
 */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  #last: { readonly uri: string; readonly diagnostics: readonly vscode.Diagnostic[] } | undefined;

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const diagnostics = context.diagnostics.slice(0, mostProblems);
    const isAskedFor = context.only === undefined || context.only.contains(vscode.CodeActionKind.QuickFix);
    if (
      diagnostics.length === 0 ||
      !isAskedFor ||
      !vscode.workspace.isTrusted ||
      notCode.has(document.uri.scheme)
    ) {
      return [];
    }
    this.#last = { uri: document.uri.toString(), diagnostics };
    return [
      offer(vscode.l10n.t("Explain with Claude"), "askClaude.explainProblem", diagnostics),
      offer(vscode.l10n.t("Fix with Claude"), "askClaude.fixProblem", diagnostics),
    ];
  }

  /** What the last offer was about; undefined when its document has been closed, or nothing was offered yet. */
  get offered(): ProblemsAt | undefined {
    const last = this.#last;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === last?.uri);
    return last === undefined || document === undefined
      ? undefined
      : { document, diagnostics: last.diagnostics };
  }
}

/** The chips for problems: one for each, and the code they are in. */
export async function gatherProblems({ document, diagnostics }: ProblemsAt): Promise<readonly ContextItem[]> {
  const places = diagnostics.map(({ range }) => document.validateRange(range));
  const [first, ...others] = places;
  if (first === undefined) {
    return [];
  }
  const code = await gatherAround(
    document,
    others.reduce((all, place) => all.union(place), first),
  );
  const problems = diagnostics.map((diagnostic, index): ContextItem => {
    const { start, end } = places[index] ?? first;
    return {
      kind: "problems",
      id: randomUUID(),
      uri: document.uri.toString(),
      fileName: fileNameOf(document.uri),
      languageId: "",
      startLine: start.line + 1,
      endLine: end.line + 1,
      text: problemText(diagnostic),
    };
  });
  return [...problems, code];
}

/** `error ts(2322): Type 'string' is not assignable to type 'number'.` */
function problemText({ severity, source, code, message }: vscode.Diagnostic): string {
  const number = typeof code === "object" ? code.value : code;
  const tool = source === undefined ? "" : ` ${source}`;
  return `${severityNames[severity]}${tool}${number === undefined ? "" : `(${number})`}: ${message}`;
}

const severityNames: Readonly<Record<vscode.DiagnosticSeverity, string>> = {
  [vscode.DiagnosticSeverity.Error]: "error",
  [vscode.DiagnosticSeverity.Warning]: "warning",
  [vscode.DiagnosticSeverity.Information]: "info",
  [vscode.DiagnosticSeverity.Hint]: "hint",
};

function offer(title: string, command: string, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command };
  action.diagnostics = [...diagnostics];
  return action;
}
