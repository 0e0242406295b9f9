import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { failureActionLabel, failureText } from "../core/failureText";
import { keyStoresPage } from "../core/keyStoresPage";
import type { KeyState, ToHost } from "../core/protocol";

/** What an empty conversation shows: how to begin, or, without a key, how to get there. */
export function welcome(key: KeyState, canAttach: boolean, post: (message: ToHost) => void): TemplateResult {
  return html`<section class="welcome" aria-labelledby="welcome-heading">
    <span class="codicon codicon-comment-discussion welcome-icon" aria-hidden="true"></span>
    <h2 id="welcome-heading">${l10n.t("Ask about your code")}</h2>
    ${
      key.type === "missing"
        ? html`<p dir="auto">${missingKeyText(key)}</p>
            <div class="actions">${keyButtons(key, post)}</div>
            <p class="quiet">
              ${l10n.t("It is kept in VS Code's secret storage and sent to {0} only.", key.host)}
            </p>
            ${keyStoreHelp(key, post)}`
        : key.type === "noEndpoint"
          ? html`<p dir="auto">${failureText(key.failure, l10n)}</p>
              <div class="actions">
                <button type="button" class="button" @click=${() => post({ type: "openSettings" })}>
                  ${failureActionLabel("openSettings", l10n)}
                </button>
              </div>`
          : html`<p>
                ${
                  canAttach
                    ? l10n.t(
                        "Select code, right-click it, and choose Explain with Claude. Or ask a question below.",
                      )
                    : l10n.t(
                        "In Restricted Mode nothing of the workspace is attached. You can ask by typing below.",
                      )
                }
              </p>
              <p class="quiet">
                ${l10n.t("Only what you type and what is attached here leaves the editor.")}
              </p>`
    }
  </section>`;
}

/** The same in a line, for a conversation that has turns already. */
export function missingKeyBar(
  key: KeyState & { type: "missing" },
  post: (message: ToHost) => void,
): TemplateResult {
  return html`<div class="notice info key-bar">
    <span class="codicon codicon-key" aria-hidden="true"></span>
    <div class="notice-body">
      <p dir="auto">${missingKeyText(key)}</p>
      <div class="actions">${keyButtons(key, post)}</div>
    </div>
  </div>`;
}

/** Offers the key of the environment, by its end, where there is one. */
export function environmentKeyButton(
  key: KeyState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  return key.type === "missing" && key.environmentKeyEnd !== undefined
    ? html`<button type="button" class="button secondary" @click=${() => post({ type: "useEnvironmentKey" })}>
        ${l10n.t("Use ANTHROPIC_API_KEY (…{0})", key.environmentKeyEnd)}
      </button>`
    : nothing;
}

/** Where keys of the API itself are made. */
const keysPage = "https://platform.claude.com/settings/keys";

function keyButtons(key: KeyState & { type: "missing" }, post: (message: ToHost) => void): TemplateResult {
  return html`<button type="button" class="button" @click=${() => post({ type: "setApiKey" })}>
      ${l10n.t("Set API Key")}</button
    >${environmentKeyButton(key, post)}
    ${
      hasKeyStoreTrouble(key)
        ? html`<button type="button" class="button secondary" @click=${() => post({ type: "useSessionKey" })}>
            ${l10n.t("Use for This Session Only")}
          </button>`
        : nothing
    }
    ${
      key.host === "api.anthropic.com"
        ? html`<button
            type="button"
            class="link-button"
            title=${keysPage}
            @click=${() => post({ type: "openLink", href: keysPage })}
          >
            ${l10n.t("Get a key")}
          </button>`
        : nothing
    }`;
}

function hasKeyStoreTrouble(key: KeyState & { type: "missing" }): boolean {
  return key.lost === true || key.unavailable === true;
}

/** What helps where the system's key store is the trouble. */
function keyStoreHelp(
  key: KeyState & { type: "missing" },
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  return hasKeyStoreTrouble(key)
    ? html`<p class="quiet">
        ${l10n.t(
          "A key for this session only stays in memory and is gone when the window closes. On Linux without a keyring, VS Code may offer weaker encryption; then the key is stored with that.",
        )}
        <button
          type="button"
          class="link-button"
          title=${keyStoresPage}
          @click=${() => post({ type: "openLink", href: keyStoresPage })}
        >
          ${l10n.t("About Key Stores")}
        </button>
      </p>`
    : nothing;
}

/** Says that the key is kept nowhere, and how it can be. */
export function sessionKeyNote(
  key: KeyState,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  return key.type === "ready" && key.sessionOnly === true
    ? html`<p class="note session-key">
        <span class="codicon codicon-key" aria-hidden="true"></span>${l10n.t(
          "The API key is in memory only and gone when this window closes.",
        )}
        <button type="button" class="link-button" @click=${() => post({ type: "setApiKey" })}>
          ${l10n.t("Save API Key")}
        </button>
      </p>`
    : nothing;
}

function missingKeyText(key: KeyState & { type: "missing" }): string {
  if (key.savedFor !== undefined) {
    return l10n.t("No key for {0}. The key you saved is for {1} and stays there.", key.host, key.savedFor);
  }
  if (key.unavailable === true) {
    return l10n.t(
      "The system's key store does not answer, so the key for {0} cannot be read. Unlock it, or use a key for this session only.",
      key.host,
    );
  }
  return key.lost === true
    ? l10n.t(
        "The key you saved for {0} is gone: the system's key store no longer has it. Please enter it again.",
        key.host,
      )
    : l10n.t("To begin, Ask Claude needs your own API key for {0}.", key.host);
}
