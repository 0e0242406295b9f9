import * as vscode from "vscode";

import { type ContextItem, contextLabel } from "../../core/context";
import type { OfferedPrompt } from "./editPrompts";

/** What a row of the input does when it is chosen. */
export type RowAction =
  /** Gives the instruction that is typed. */
  | { readonly type: "run" }
  /** Puts a text into the input, to be changed or given. */
  | { readonly type: "put"; readonly text: string }
  /** The same with an instruction that was given before. */
  | { readonly type: "recall"; readonly text: string }
  /** Opens the list of what can be attached. */
  | { readonly type: "attach" }
  /** Is there to be seen. */
  | { readonly type: "attached"; readonly item: ContextItem }
  | { readonly type: "nothing" };

export type InstructionRow = vscode.QuickPickItem & { readonly action: RowAction };

/** What the input shows below what is typed. */
export interface RowsFor {
  readonly typed: string;
  /** What Enter does, as the first row says it. */
  readonly action: string;
  /** What that sends and costs, in short. */
  readonly sends: string;
  /** Enter was pressed with nothing typed. */
  readonly isMissing: boolean;
  /** Why nothing can be given now, as a sentence. */
  readonly blocked?: string | undefined;
  readonly attached: readonly ContextItem[];
  readonly mayAttach: boolean;
  /** Those that answer to what is typed after `/`. */
  readonly prompts: (query: string) => readonly OfferedPrompt[];
  /** Newest first. */
  readonly recent: readonly string[];
}

const mostRecent = 8;

/**
 * The rows of the input, in an order that the list does not change: VS Code sorts by what the label has of the typed
 * text, so only the first row, which is to stay first, has text in its label. Of the instructions given before, the newest
 * comes last: the arrow up goes from it to older ones.
 */
export function instructionRows(wanted: RowsFor): readonly InstructionRow[] {
  const { attached, mayAttach } = wanted;
  const typed = wanted.typed.trim();
  return [
    runRow(wanted),
    ...section(vscode.l10n.t("attached"), attached.map(attachedRow)),
    ...(mayAttach && typed === "" ? [attachRow()] : []),
    ...section(vscode.l10n.t("recent"), recentRows(typed, wanted.recent)),
    ...section(vscode.l10n.t("saved prompts"), promptRows(typed, wanted.prompts)),
  ];
}

/**
 * Where the arrow up leads from the first row: to the newest instruction, though the list goes round to its end.
 * Undefined for every other step.
 */
export function recalled(
  rows: readonly InstructionRow[],
  from: InstructionRow | undefined,
  to: InstructionRow | undefined,
): InstructionRow | undefined {
  const isRound = from?.action.type === "run" && to?.action.type === "put" && to === rows.at(-1);
  return isRound ? rows.findLast(({ action }) => action.type === "recall") : undefined;
}

/** The button that takes an attachment off. */
export function removeButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon("close"), tooltip: vscode.l10n.t("Remove") };
}

function runRow({ typed, action, sends, isMissing, blocked }: RowsFor): InstructionRow {
  if (blocked !== undefined) {
    return {
      label: `$(warning) ${blocked}`,
      alwaysShow: true,
      action: { type: "nothing" },
    };
  }
  const label =
    typed.trim() !== ""
      ? `$(arrow-right) ${action}`
      : isMissing
        ? `$(warning) ${vscode.l10n.t("First say what should change.")}`
        : `$(edit) ${vscode.l10n.t("Say what should change, and press Enter.")}`;
  return { label, description: sends, alwaysShow: true, action: { type: "run" } };
}

function attachedRow(item: ContextItem): InstructionRow {
  return {
    label: icon("file"),
    description: contextLabel(item),
    alwaysShow: true,
    buttons: [removeButton()],
    action: { type: "attached", item },
  };
}

function attachRow(): InstructionRow {
  return {
    label: icon("add"),
    description: vscode.l10n.t("Attach files, symbols, problems… (#)"),
    alwaysShow: true,
    action: { type: "attach" },
  };
}

function promptRows(typed: string, prompts: RowsFor["prompts"]): readonly InstructionRow[] {
  const isCall = typed.startsWith("/");
  if (typed !== "" && (!isCall || /\s/.test(typed))) {
    return [];
  }
  return prompts(typed.slice(1)).map(({ call, detail }) => ({
    label: icon("comment"),
    description: `${call}  ${detail}`,
    alwaysShow: true,
    action: { type: "put", text: `${call} ` },
  }));
}

function recentRows(typed: string, recent: readonly string[]): readonly InstructionRow[] {
  const wanted = typed.toLowerCase();
  return recent
    .filter((text) => text !== typed && text.toLowerCase().includes(wanted))
    .slice(0, mostRecent)
    .toReversed()
    .map((text) => ({
      label: icon("history"),
      description: text.replaceAll(/\s+/g, " "),
      alwaysShow: true,
      action: { type: "recall", text },
    }));
}

/** Of a row whose words stand beside its label. */
function icon(name: string): string {
  return `$(${name})`;
}

function section(title: string, rows: readonly InstructionRow[]): readonly InstructionRow[] {
  return rows.length === 0
    ? []
    : [{ label: title, kind: vscode.QuickPickItemKind.Separator, action: { type: "nothing" } }, ...rows];
}
