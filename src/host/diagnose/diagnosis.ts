import * as vscode from "vscode";

import { diagnosisText, type Progress, type Step, stepTitle } from "../../core/diagnosis";
import type { EndpointResult } from "../../core/endpoint";
import { redactKey, redactKeyShapes, type Redact } from "../../core/redact";
import type { ApiKeys } from "../apiKey";
import type { Log } from "../log";
import { type ReadOnlyTexts, reportLanguage } from "../readOnlyText";
import { endpointSetting, setting } from "../settings";
import { diagnose } from "./diagnose";
import { certificateVariables, proxySettings } from "./proxySettings";
import type { DiagnosisWorld } from "./world";

/** How long each step may take, in milliseconds. */
const stepLimitMs = 8_000;

/** The command that says step by step why Claude cannot be reached. */
export class Diagnosis {
  readonly #parts: {
    readonly keys: ApiKeys;
    readonly connect: DiagnosisWorld["connect"];
    readonly texts: ReadOnlyTexts;
    readonly log: Log;
  };
  #ending: AbortController | undefined;

  constructor(parts: {
    readonly keys: ApiKeys;
    readonly connect: DiagnosisWorld["connect"];
    readonly texts: ReadOnlyTexts;
    readonly log: Log;
  }) {
    this.#parts = parts;
  }

  /** Fills a new read-only document, one step after the other. A run that is under way is cancelled. */
  run(): Promise<void> {
    this.#ending?.abort();
    this.#ending = new AbortController();
    return this.#report(this.#ending);
  }

  async #report(ending: AbortController): Promise<void> {
    const endpoint = endpointSetting();
    const title = vscode.l10n.t("Ask Claude: what works on the way to the API");
    const steps: Step[] = [];
    let redact: Redact = redactKeyShapes;
    const text = (progress: Progress, isCancelled = false): string =>
      diagnosisText({ title, intro: introOf(endpoint), steps, progress, isCancelled }, vscode.l10n, (line) =>
        redact(line),
      );
    const update = await this.#parts.texts.open(
      vscode.l10n.t("Connection Diagnosis.txt"),
      text({ type: "running", step: "settings" }),
      { preview: false, language: reportLanguage },
    );
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Diagnosing the connection"),
        cancellable: true,
      },
      async (progress, token) => {
        const subscription = token.onCancellationRequested(() => ending.abort());
        const world = this.#world(
          endpoint,
          (key) => {
            redact = redactKey(key);
          },
          (step) => {
            progress.report({ message: stepTitle(step, vscode.l10n) });
            update(text({ type: "running", step }));
          },
        );
        try {
          for await (const step of diagnose(world, ending.signal)) {
            steps.push(step);
          }
        } finally {
          subscription.dispose();
          update(text({ type: "ended" }, ending.signal.aborted));
        }
      },
    );
    this.#parts.log.info("The connection was diagnosed.");
  }

  #world(
    endpoint: EndpointResult,
    onKey: (key: string) => void,
    begins: NonNullable<DiagnosisWorld["begins"]>,
  ): DiagnosisWorld {
    const { keys, connect } = this.#parts;
    const http = vscode.workspace.getConfiguration("http");
    return {
      endpoint,
      remoteName: vscode.env.remoteName,
      proxy: proxySettings(process.env),
      strictSsl: http.get("proxyStrictSSL", true),
      systemCertificates: http.get("systemCertificates", true),
      certificateVariables: certificateVariables(process.env),
      trusted: {},
      isTlsSwitchedOff: process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0",
      model: setting("model"),
      findKey: async (origin) => {
        const search = await keys.find(origin);
        if (search.found) {
          onKey(search.key);
        }
        return search;
      },
      connect,
      limitMs: stepLimitMs,
      begins,
      locale: vscode.env.language,
      l10n: vscode.l10n,
    };
  }
}

function introOf(endpoint: EndpointResult): readonly string[] {
  return [
    ...(endpoint.ok
      ? [
          vscode.l10n.t("This connects to {0} and asks for its list of models.", endpoint.endpoint.host),
          vscode.l10n.t(
            "It asks without your key first and, if that works, with it. Neither costs anything.",
          ),
        ]
      : []),
    vscode.l10n.t("Nothing of your code or conversations is sent."),
    vscode.l10n.t("The key and passwords are not shown here."),
  ];
}
