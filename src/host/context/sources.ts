import * as vscode from "vscode";

import { linesText } from "../../core/context";
import type { CompletionItem } from "../../core/protocol";
import { selectedItems } from "../editor/selection";
import { contextAt } from "./file";
import { diffContext, repositories, type Stage } from "./git";
import { baseName, cellOf, fileNameOf, type Gathered, linesOf, together } from "./item";
import { cellContext, hasOutputs } from "./notebook";
import { documentsWithProblems, problemsContext } from "./problems";
import { contextsAt } from "./several";
import { openTabs } from "./tabs";
import { terminalContext } from "./terminal";

/** Something that can be attached: how the list shows it, and what it brings. */
export interface Source {
  readonly line: Omit<CompletionItem, "id">;
  readonly gather: () => Gathered | Promise<Gathered>;
  /** False for what the person brings from elsewhere: Restricted Mode does not keep it out. */
  readonly isOfWorkspace?: false;
}

/**
 * What can be attached without naming it, as things stand: of the editor that the person was in last, of the window, of
 * git. What there is nothing of is not offered.
 */
export async function currentSources(editor: vscode.TextEditor | undefined): Promise<readonly Source[]> {
  const found = await repositories();
  return [
    ...(editor === undefined ? [] : editorSources(editor)),
    ...notebookSources(),
    ...problemSources(editor),
    ...openEditorSources(),
    ...found.flatMap((repository) =>
      [
        changes(repository, "staged", found.length > 1),
        changes(repository, "unstaged", found.length > 1),
      ].flat(),
    ),
    ...terminalSources(),
  ];
}

function editorSources(editor: vscode.TextEditor): readonly Source[] {
  const { document, selection, selections } = editor;
  const uri = cellOf(document)?.notebook.uri ?? document.uri;
  const file: Source = {
    line: { label: vscode.l10n.t("Current File"), detail: fileNameOf(uri), icon: "file" },
    gather: () => contextAt(uri),
  };
  return selections.every(({ isEmpty }) => isEmpty)
    ? [file]
    : [
        {
          line: {
            label: vscode.l10n.t("Selection"),
            detail: `${fileNameOf(uri)}:${linesText(linesOf(selection))}`,
            icon: "list-selection",
          },
          gather: () => ({ items: selectedItems(editor), refusals: [] }),
        },
        file,
      ];
}

function notebookSources(): readonly Source[] {
  const editor = vscode.window.activeNotebookEditor ?? vscode.window.visibleNotebookEditors[0];
  const index = editor?.selections[0]?.start;
  if (editor === undefined || index === undefined || index >= editor.notebook.cellCount) {
    return [];
  }
  const cell = editor.notebook.cellAt(index);
  const detail = `${baseName(editor.notebook.uri)}#${index + 1}`;
  const withOutputs: Source = {
    line: { label: vscode.l10n.t("Current Cell with Outputs"), detail, icon: "notebook" },
    gather: () => cellContext(cell, true),
  };
  return [
    {
      line: { label: vscode.l10n.t("Current Cell"), detail, icon: "notebook" },
      gather: () => cellContext(cell, false),
    },
    ...(hasOutputs(cell) ? [withOutputs] : []),
  ];
}

/** Of the file in the editor, or of all files, one chip each. */
function problemSources(editor: vscode.TextEditor | undefined): readonly Source[] {
  const all = documentsWithProblems();
  const here = editor?.document.uri;
  const isHere = here !== undefined && vscode.languages.getDiagnostics(here).length > 0;
  const others = all.filter((uri) => uri.toString() !== here?.toString());
  return [
    ...(isHere
      ? [
          {
            line: { label: vscode.l10n.t("Problems"), detail: fileNameOf(here), icon: "warning" },
            gather: () => problemsContext(here),
          },
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            line: {
              label: vscode.l10n.t("All Problems"),
              detail: vscode.l10n.t("Files: {0}", all.length),
              icon: "warning",
            },
            gather: () => together(all.map(problemsContext)),
          },
        ]
      : []),
  ];
}

function openEditorSources(): readonly Source[] {
  const tabs = openTabs();
  return tabs.length === 0
    ? []
    : [
        {
          line: {
            label: vscode.l10n.t("Open Editors"),
            detail: vscode.l10n.t("Files: {0}", tabs.length),
            icon: "files",
          },
          gather: () => contextsAt(tabs),
        },
      ];
}

function changes(
  repository: Parameters<typeof diffContext>[0],
  stage: Stage,
  isNamed: boolean,
): readonly Source[] {
  const { indexChanges, workingTreeChanges } = repository.state;
  const count = (stage === "staged" ? indexChanges : workingTreeChanges).length;
  const files = vscode.l10n.t("Files: {0}", count);
  return count === 0
    ? []
    : [
        {
          line: {
            label:
              stage === "staged"
                ? vscode.l10n.t("Git Diff: Staged Changes")
                : vscode.l10n.t("Git Diff: Unstaged Changes"),
            detail: isNamed ? `${baseName(repository.rootUri)} · ${files}` : files,
            icon: "diff",
          },
          gather: () => diffContext(repository, stage),
        },
      ];
}

function terminalSources(): readonly Source[] {
  const terminal = vscode.window.activeTerminal;
  return terminal === undefined
    ? []
    : [
        {
          line: { label: vscode.l10n.t("Terminal Selection"), detail: terminal.name, icon: "terminal" },
          gather: terminalContext,
        },
      ];
}

/** A file or a folder of the workspace. */
export function pathSource(uri: vscode.Uri, path: string, isFolder: boolean): Source {
  const nameStart = path.lastIndexOf("/") + 1;
  return {
    line: {
      label: `${path.slice(nameStart)}${isFolder ? "/" : ""}`,
      detail: path.slice(0, Math.max(0, nameStart - 1)),
      icon: isFolder ? "folder" : "file",
    },
    gather: () => contextAt(uri),
  };
}
