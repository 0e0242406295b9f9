import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { Accounts } from "../accounts";
import type { Connections } from "../connection";
import type { Log } from "../log";
import { settingsSection } from "../manifest";
import { pickModel } from "../modelPicker";
import type { Models } from "../models";
import { modelStateFor } from "../nextModel";
import { Preflight } from "../preflight";
import { setting } from "../settings";
import type { TokenCounter } from "../tokenCounter";
import { showUsage } from "../usageList";
import type { ChatActions } from "./pageHandlers";

/** What models and money need. */
export interface MoneyParts {
  readonly connections: Connections;
  readonly models: Models;
  readonly accounts: Accounts;
  readonly counter: TokenCounter;
  /** What would go out now for what is attached. */
  readonly toSend: (attached: readonly ContextItem[]) => readonly ContextItem[];
  readonly log: Log;
}

type MoneyAction = "selectModel" | "modelState" | "totals" | "showUsage" | "preflight";

/** What a page may ask of models and money. */
export function moneyActions({
  connections,
  models,
  accounts,
  counter,
  toSend,
  log,
}: MoneyParts): Pick<ChatActions, MoneyAction> {
  const prices = (): Readonly<Record<string, unknown>> => setting("prices");
  return {
    selectModel: async ({ session }) => {
      const model = await pickModel({
        models,
        prices,
        log,
        currentId: session.requestOptions.model,
        defaultId: () => setting("model"),
        makeDefault: async (id) => {
          const configuration = vscode.workspace.getConfiguration(settingsSection);
          await configuration.update("model", id, vscode.ConfigurationTarget.Global);
        },
      });
      if (model !== undefined) {
        session.configure({ type: "configured", options: { model } });
      }
      return model !== undefined;
    },
    modelState: (chosen) => modelStateFor(models, chosen),
    totals: () => accounts.totals,
    showUsage: () => showUsage(accounts.ledger, setting("dailyBudget")),
    preflight: (session, onEstimate) =>
      new Preflight({
        connections,
        models,
        counter,
        prices,
        subject: () => {
          const { conversation, draft, requestOptions: options } = session();
          return { conversation, draft: { ...draft, context: toSend(draft.context) }, options };
        },
        onEstimate,
        log,
      }),
  };
}
