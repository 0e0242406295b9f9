import * as vscode from "vscode";

import { fileNameOf, type Gathered, gathered, newItem, rangeItem, refused, wholeLines } from "./item";

const mostProblems = 200;

/** Everything that VS Code's problems list says of a document, worst first. */
export function problemsContext(uri: vscode.Uri): Gathered {
  const problems = vscode.languages.getDiagnostics(uri);
  return problems.length === 0
    ? refused(vscode.l10n.t("{0} has no problems.", fileNameOf(uri)))
    : gathered(
        newItem({
          kind: "problems",
          uri: uri.toString(),
          fileName: fileNameOf(uri),
          text: problemsText(problems),
        }),
      );
}

/** One problem with the lines it is about. */
export function problemContext(document: vscode.TextDocument, problem: vscode.Diagnostic): Gathered {
  const range = wholeLines(document, document.validateRange(problem.range));
  const item = rangeItem(document, range, "problems");
  return gathered({ ...item, text: `${problemLine(problem)}\n\n${item.text}` });
}

/** The documents of the workspace that have errors or warnings. */
export function documentsWithProblems(): readonly vscode.Uri[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([, problems]) => problems.some(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning))
    .map(([uri]) => uri);
}

/** What a chip of problems says now. */
export function problemsText(problems: readonly vscode.Diagnostic[]): string {
  const sorted = [...problems].sort(
    (a, b) => a.severity - b.severity || a.range.start.compareTo(b.range.start),
  );
  const lines = sorted.slice(0, mostProblems).map(problemLine);
  return [
    ...lines,
    ...(sorted.length > mostProblems ? [`… (${sorted.length - mostProblems} more)`] : []),
  ].join("\n");
}

function problemLine({ severity, message, source, code, range }: vscode.Diagnostic): string {
  const value = typeof code === "object" ? code.value : code;
  const from = [source, value].filter((part) => part !== undefined && part !== "").join(" ");
  const line = `line ${range.start.line + 1}, column ${range.start.character + 1}`;
  return `${severityNames[severity]} in ${line}: ${message}${from === "" ? "" : ` (${from})`}`;
}

const severityNames: Readonly<Record<vscode.DiagnosticSeverity, string>> = {
  [vscode.DiagnosticSeverity.Error]: "Error",
  [vscode.DiagnosticSeverity.Warning]: "Warning",
  [vscode.DiagnosticSeverity.Information]: "Information",
  [vscode.DiagnosticSeverity.Hint]: "Hint",
};
