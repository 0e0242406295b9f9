import * as vscode from "vscode";

import { failureText } from "../core/failureText";
import { isRetired, type ModelInfo } from "../core/model";
import { tableDate } from "../core/modelTable";
import { modelFacts } from "../core/modelText";
import type { PriceOverrides } from "../core/prices";
import { dayOf } from "./ledger";
import type { Log } from "./log";
import type { Models } from "./models";

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: ModelInfo;
}

export interface PickerParts {
  readonly models: Models;
  readonly prices: () => PriceOverrides;
  readonly log: Log;
  /** The model of the conversation, and the one that new conversations begin with. */
  readonly currentId: string;
  readonly defaultId: () => string;
  readonly makeDefault: (id: string) => Promise<void>;
}

/**
 * Lets the person choose a model from what the endpoint offers. Resolves to its id, or to undefined when none was
 * chosen. The list is asked for again when it is older than a day, and when the person wants it.
 */
export async function pickModel(parts: PickerParts): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  const abort = new AbortController();
  const refresh: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("refresh"),
    tooltip: vscode.l10n.t("Ask the endpoint for its models again"),
  };
  picker.title = vscode.l10n.t("Select Model");
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [refresh];
  const chosen = new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.selectedItems[0]?.model?.id ?? nameTyped(picker.value)));
    picker.onDidHide(() => resolve(undefined));
  });
  const fail = (error: unknown): void => parts.log.error("The models could not be listed.", error);
  picker.onDidTriggerButton(() => void load(picker, parts, abort.signal).catch(fail));
  picker.onDidTriggerItemButton(({ item }) => {
    if (item.model !== undefined) {
      void parts.makeDefault(item.model.id).then(() => show(picker, parts), fail);
    }
  });
  if (parts.models.current.date !== undefined) {
    show(picker, parts);
  }
  picker.show();
  if (parts.models.isStale) {
    void load(picker, parts, abort.signal).catch(fail);
  }
  try {
    return await chosen;
  } finally {
    abort.abort();
    picker.dispose();
  }
}

async function load(
  picker: vscode.QuickPick<ModelItem>,
  parts: PickerParts,
  signal: AbortSignal,
): Promise<void> {
  picker.busy = true;
  picker.placeholder = vscode.l10n.t("Loading the models of the endpoint…");
  const failure = await parts.models.refresh(signal);
  if (signal.aborted) {
    return;
  }
  picker.busy = false;
  if (failure === undefined || parts.models.current.date !== undefined) {
    show(picker, parts);
  }
  if (failure !== undefined) {
    picker.placeholder = failureText(failure, vscode.l10n, vscode.env.language);
  }
  if (picker.items.length === 0) {
    picker.placeholder = placeholder();
    picker.items = [
      {
        label: vscode.l10n.t("The list of models could not be loaded. Type a model id and press Enter."),
        ...(failure === undefined ? {} : { detail: failureText(failure, vscode.l10n, vscode.env.language) }),
        alwaysShow: true,
      },
    ];
  }
}

function show(picker: vscode.QuickPick<ModelItem>, parts: PickerParts): void {
  const today = dayOf(new Date());
  const items = parts.models.current.list.models
    // What the table knows more than the endpoint says, such as effort and thinking, belongs to the model too.
    .map((model) => parts.models.find(model.id) ?? model)
    .filter((model) => !isRetired(model, today))
    .map((model) => itemOf(model, parts));
  picker.placeholder =
    parts.models.current.list.source === "table"
      ? vscode.l10n.t("Choose a model from the built-in list of {0}, or type a model id", tableDate)
      : placeholder();
  picker.items = items;
  // Enter at once changes nothing.
  picker.activeItems = items.filter(({ model }) => model?.id === parts.currentId);
}

function placeholder(): string {
  return vscode.l10n.t("Choose a model, or type a model id");
}

function itemOf(model: ModelInfo, parts: PickerParts): ModelItem {
  const isDefault = model.id === parts.defaultId();
  const facts = modelFacts(model, parts.prices(), vscode.l10n, vscode.env.language);
  return {
    model,
    // After the name, so that all names begin at the same place.
    label: model.id === parts.currentId ? `${model.name} $(check)` : model.name,
    description: isDefault ? vscode.l10n.t("{0} (default)", model.id) : model.id,
    detail: facts.join(" · "),
    buttons: isDefault
      ? []
      : [
          {
            iconPath: new vscode.ThemeIcon("pin"),
            tooltip: vscode.l10n.t("Make Default"),
          },
        ],
  };
}

/** A model id that the list does not have: new models, gateways. */
function nameTyped(text: string): string | undefined {
  const id = text.trim();
  return /^[\w.:@/-]+$/.test(id) ? id : undefined;
}
