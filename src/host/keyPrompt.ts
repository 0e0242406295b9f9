import { settingsSection } from "./manifest";
import * as vscode from "vscode";

import type { Endpoint } from "../core/endpoint";
import { failureText } from "../core/failureText";
import { keyStoresPage } from "../core/keyStoresPage";
import type { KeyState } from "../core/protocol";
import { readKeyText } from "../core/keyText";
import type { ApiKeys } from "./apiKey";
import { inputKey } from "./keyInput";
import { outcomeWithin } from "./patience";
import { endpointSetting } from "./settings";

/** Asks people for their key and tells what becomes of it. */
export class KeyPrompt {
  readonly #keys: ApiKeys;
  readonly #environmentKey: () => string | undefined;

  /** @param environmentKey reads `ANTHROPIC_API_KEY`, which is only ever offered, never used unasked */
  constructor(keys: ApiKeys, environmentKey: () => string | undefined) {
    this.#keys = keys;
    this.#environmentKey = environmentKey;
  }

  /** What the page may know of the key. */
  async state(): Promise<KeyState> {
    const setting = endpointSetting();
    if (!setting.ok) {
      return { type: "noEndpoint", failure: setting.failure };
    }
    const search = await this.#keys.find(setting.endpoint.origin);
    if (search.found) {
      return { type: "ready", ...(search.isSessionOnly === true ? { sessionOnly: true } : {}) };
    }
    const offered = this.#offered();
    return {
      type: "missing",
      host: setting.endpoint.host,
      ...(search.savedFor === undefined ? {} : { savedFor: new URL(search.savedFor).host }),
      ...(offered === undefined ? {} : { environmentKeyEnd: offered.slice(-4) }),
      ...(search.why === "lost" ? { lost: true } : {}),
      ...(search.why === "unavailable" ? { unavailable: true } : {}),
    };
  }

  /** Asks for the key of the endpoint in use, whose host the question names, and saves it. */
  async ask(): Promise<void> {
    const endpoint = await usableEndpoint();
    if (endpoint === undefined) {
      return;
    }
    const choice = await this.#chooseSource(endpoint);
    if (choice === "session") {
      await this.#inputForSession(endpoint);
      return;
    }
    const key =
      choice === "environment"
        ? this.#offered()
        : choice === "input"
          ? await inputKey(
              endpoint,
              vscode.l10n.t("Kept in VS Code's secret storage and sent only to {0}", endpoint.origin),
            )
          : undefined;
    if (key !== undefined) {
      await this.#save(endpoint, key);
    }
  }

  /** Asks for a key that is kept in memory until the window closes, and written nowhere. */
  async askForSession(): Promise<void> {
    const endpoint = await usableEndpoint();
    if (endpoint !== undefined) {
      await this.#inputForSession(endpoint);
    }
  }

  /** Saves the key of the environment for the endpoint in use, after a question that names both. */
  async useEnvironmentKey(): Promise<void> {
    const endpoint = await usableEndpoint();
    const offered = this.#offered();
    if (endpoint === undefined || offered === undefined) {
      return;
    }
    const use = vscode.l10n.t("Use This Key");
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t("Use the key ending in {0} for {1}?", offered.slice(-4), endpoint.host),
      {
        modal: true,
        detail: vscode.l10n.t(
          "It comes from the environment variable ANTHROPIC_API_KEY. It is kept in VS Code's secret storage and sent only to {0}.",
          endpoint.origin,
        ),
      },
      use,
    );
    if (chosen === use) {
      await this.#save(endpoint, offered);
    }
  }

  /** Forgets the key of the endpoint in use, after asking. */
  async remove(): Promise<void> {
    const endpoint = await usableEndpoint();
    if (endpoint === undefined) {
      return;
    }
    if (!(await this.#keys.find(endpoint.origin)).found) {
      void vscode.window.showInformationMessage(vscode.l10n.t("No API key is saved for {0}.", endpoint.host));
      return;
    }
    const remove = vscode.l10n.t("Remove");
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t("Remove the API key for {0}?", endpoint.host),
      { modal: true, detail: vscode.l10n.t("It cannot be brought back from here. Conversations stay.") },
      remove,
    );
    if (chosen === remove) {
      const isGone = await this.#keys.remove(endpoint.origin);
      void vscode.window.showInformationMessage(
        isGone
          ? vscode.l10n.t("The API key for {0} was removed.", endpoint.host)
          : vscode.l10n.t(
              "The system's key store did not answer, so the API key for {0} may still be in it. Unlock it and remove the key again.",
              endpoint.host,
            ),
      );
    }
  }

  #offered(): string | undefined {
    const text = readKeyText(this.#environmentKey() ?? "");
    return text.ok ? text.key : undefined;
  }

  async #inputForSession(endpoint: Endpoint): Promise<void> {
    const key = await inputKey(
      endpoint,
      vscode.l10n.t("Kept in memory until this window closes and sent only to {0}", endpoint.origin),
    );
    if (key !== undefined) {
      this.#keys.keepForSession({ origin: endpoint.origin, key });
    }
  }

  /** Where the key comes from, and whether it stays; undefined when the person went away. */
  async #chooseSource(endpoint: Endpoint): Promise<Source | undefined> {
    const offered = this.#offered();
    const found = await outcomeWithin(this.#keys.find(endpoint.origin), lookPatienceMs);
    const search = found.ok ? found.value : undefined;
    const isTrouble = search === undefined || (!search.found && search.why !== "none");
    const isOffered = offered !== undefined && !(search?.found === true && search.key === offered);
    if (!isOffered && !isTrouble) {
      return "input";
    }
    const rows: SourceRow[] = [{ choice: "input", label: vscode.l10n.t("Enter a key…") }];
    if (isOffered) {
      rows.unshift({
        choice: "environment",
        label: vscode.l10n.t("Use ANTHROPIC_API_KEY (…{0})", offered.slice(-4)),
        description: vscode.l10n.t("from the environment"),
      });
    }
    if (isTrouble) {
      rows.push({
        choice: "session",
        label: vscode.l10n.t("Enter a key for this session only…"),
        description: vscode.l10n.t("the system's key store is not asked"),
      });
    }
    const chosen = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t("API key for {0}", endpoint.host),
      placeHolder: vscode.l10n.t("It is sent only to {0}.", endpoint.origin),
      ignoreFocusOut: true,
    });
    return chosen?.choice;
  }

  /** Saves a key; when the system's key store does not take it, what becomes of it is for the person to say. */
  async #save(endpoint: Endpoint, key: string): Promise<void> {
    const record = { origin: endpoint.origin, key };
    const isSaved = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Saving the API key") },
      () => this.#keys.save(record),
    );
    if (isSaved) {
      vscode.window.setStatusBarMessage(
        `$(key) ${vscode.l10n.t("The API key for {0} is saved.", endpoint.host)}`,
        5_000,
      );
      return;
    }
    const forSession = vscode.l10n.t("Use for This Session Only");
    const again = vscode.l10n.t("Try Again");
    const more = vscode.l10n.t("About Key Stores");
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        "The system's key store has not taken the API key, so it is kept nowhere yet. Unlock the key store and try again, or use the key until this window closes.",
      ),
      forSession,
      again,
      more,
    );
    if (chosen === forSession) {
      this.#keys.keepForSession(record);
    } else if (chosen === again) {
      await this.#save(endpoint, key);
    } else if (chosen === more) {
      await vscode.env.openExternal(vscode.Uri.parse(keyStoresPage));
    }
  }
}

type Source = "environment" | "input" | "session";

interface SourceRow extends vscode.QuickPickItem {
  readonly choice: Source;
}

/** How long a question waits for what the key store says about the key before. */
const lookPatienceMs = 1_000;

/** The endpoint of the settings; when it cannot be used, says why and gives undefined. */
async function usableEndpoint(): Promise<Endpoint | undefined> {
  const setting = endpointSetting();
  if (setting.ok) {
    return setting.endpoint;
  }
  const openSettings = vscode.l10n.t("Open Settings");
  const chosen = await vscode.window.showErrorMessage(
    failureText(setting.failure, vscode.l10n),
    openSettings,
  );
  if (chosen === openSettings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `${settingsSection}.baseUrl`);
  }
  return undefined;
}
