import { settingsSection } from "./manifest";
import * as vscode from "vscode";

import type { Endpoint } from "../core/endpoint";
import { failureText } from "../core/failureText";
import type { KeyState } from "../core/protocol";
import { type ApiKeys, type KeyText, readKeyText } from "./apiKey";
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
      return { type: "ready" };
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
    const key =
      choice === "environment" ? this.#offered() : choice === "input" ? await inputKey(endpoint) : undefined;
    if (key !== undefined) {
      await this.#save(endpoint, key);
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

  /** Where the key comes from; undefined when the person went away. */
  async #chooseSource(endpoint: Endpoint): Promise<"environment" | "input" | undefined> {
    const offered = this.#offered();
    const search = await this.#keys.find(endpoint.origin);
    if (offered === undefined || (search.found && search.key === offered)) {
      return "input";
    }
    const fromEnvironment = {
      label: vscode.l10n.t("Use ANTHROPIC_API_KEY (…{0})", offered.slice(-4)),
      description: vscode.l10n.t("from the environment"),
    };
    const enter = { label: vscode.l10n.t("Enter a key…") };
    const chosen = await vscode.window.showQuickPick([fromEnvironment, enter], {
      title: vscode.l10n.t("API key for {0}", endpoint.host),
      placeHolder: vscode.l10n.t("It is sent only to {0}.", endpoint.origin),
      ignoreFocusOut: true,
    });
    return chosen === undefined ? undefined : chosen === fromEnvironment ? "environment" : "input";
  }

  async #save(endpoint: Endpoint, key: string): Promise<void> {
    if (await this.#keys.save({ origin: endpoint.origin, key })) {
      vscode.window.setStatusBarMessage(
        `$(key) ${vscode.l10n.t("The API key for {0} is saved.", endpoint.host)}`,
        5_000,
      );
    } else {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "The system's key store did not take the API key. It is kept in memory until this window closes, and nowhere else.",
        ),
      );
    }
  }
}

async function inputKey(endpoint: Endpoint): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("API key for {0}", endpoint.host),
    prompt: vscode.l10n.t("Kept in VS Code's secret storage and sent only to {0}", endpoint.origin),
    placeHolder: "sk-ant-…",
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === "" ? undefined : judged(value, endpoint)),
  });
  const read = readKeyText(text ?? "");
  return read.ok ? read.key : undefined;
}

/** What is wrong with a key, or only odd about it: a gateway's keys may look as they like. */
function judged(value: string, endpoint: Endpoint): string | vscode.InputBoxValidationMessage | undefined {
  const read = readKeyText(value);
  if (read.ok && endpoint.host === "api.anthropic.com" && !read.key.startsWith("sk-ant-")) {
    return {
      message: vscode.l10n.t("Keys of the Anthropic API begin with sk-ant-."),
      severity: vscode.InputBoxValidationSeverity.Warning,
    };
  }
  return keyTextProblem(read);
}

function keyTextProblem(read: KeyText): string | undefined {
  if (read.ok) {
    return undefined;
  }
  switch (read.problem) {
    case "empty":
      return vscode.l10n.t("The key is empty.");
    case "lineBreak":
      return vscode.l10n.t("The key has a line break in it. Copy it again, without anything around it.");
    case "space":
      return vscode.l10n.t("The key has a space in it. Copy it again, without anything around it.");
    case "notAscii":
      return vscode.l10n.t(
        "The key has a character that no API key has (such as a typographic dash or an invisible one). Copy it again from the console.",
      );
    case "tooShort":
      return vscode.l10n.t("That is too short for an API key.");
    case "tooLong":
      return vscode.l10n.t("That is too long for an API key.");
  }
}

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
