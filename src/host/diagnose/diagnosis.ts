import * as vscode from "vscode";

import { diagnosisText, type Progress, type Step, stepNames, stepTitle } from "../../core/diagnosis";
import type { EndpointResult } from "../../core/endpoint";
import { redactKey, redactKeyShapes, type Redact } from "../../core/redact";
import type { ApiKeys } from "../apiKey";
import type { Log } from "../log";
import type { ReadOnlyTexts } from "../readOnlyText";
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
  #running: Promise<void> | undefined;

  constructor(parts: {
    readonly keys: ApiKeys;
    readonly connect: DiagnosisWorld["connect"];
    readonly texts: ReadOnlyTexts;
    readonly log: Log;
  }) {
    this.#parts = parts;
  }

  /** Fills a read-only document, one step after the other; one run at a time. */
  run(): Promise<void> {
    this.#running ??= this.#report().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #report(): Promise<void> {
    const endpoint = endpointSetting();
    const steps: Step[] = [];
    let redact: Redact = redactKeyShapes;
    const text = (progress: Progress, isCancelled = false): string =>
      diagnosisText({ intro: introOf(endpoint), steps, progress, isCancelled }, vscode.l10n, (line) =>
        redact(line),
      );
    const next = (): Progress => {
      const last = steps.at(-1);
      const name = stepNames.find((_, at) => last === undefined || at > stepNames.indexOf(last.name));
      return name === undefined ? { type: "ended" } : { type: "running", step: name };
    };
    const update = await this.#parts.texts.open(vscode.l10n.t("Connection Diagnosis.txt"), text(next()), {
      preview: false,
    });
    const world = this.#world(endpoint, (key) => {
      redact = redactKey(key);
    });
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Diagnosing the connection"),
        cancellable: true,
      },
      async (progress, token) => {
        const ending = new AbortController();
        const subscription = token.onCancellationRequested(() => ending.abort());
        try {
          for await (const step of diagnose(world, ending.signal)) {
            steps.push(step);
            const coming = next();
            if (coming.type === "running") {
              progress.report({ message: stepTitle(coming.step, vscode.l10n) });
            }
            update(text(coming));
          }
        } finally {
          subscription.dispose();
          update(text({ type: "ended" }, ending.signal.aborted));
        }
      },
    );
    this.#parts.log.info("The connection was diagnosed.");
  }

  #world(endpoint: EndpointResult, onKey: (key: string) => void): DiagnosisWorld {
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
      locale: vscode.env.language,
      l10n: vscode.l10n,
    };
  }
}

function introOf(endpoint: EndpointResult): readonly string[] {
  return [
    vscode.l10n.t("Ask Claude: what works on the way to the API"),
    "",
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
