import type { Localizer } from "./failureText";
import { withHiddenShown } from "./plainText";

/** The steps of a diagnosis, in the order in which they are taken. */
export type StepName =
  | "settings"
  | "proxy"
  | "dns"
  | "tcp"
  | "tunnel"
  | "tls"
  | "http"
  | "key"
  | "request"
  | "model";

/** What came of a step, in sentences. */
export interface Step {
  readonly name: StepName;
  readonly mark: "ok" | "failed" | "leftOut";
  /** What was found, or why the step was left out. */
  readonly found: readonly string[];
  /** What the person can do about it. */
  readonly advice?: string;
}

/** How far a diagnosis is. */
export type Progress = { readonly type: "running"; readonly step: StepName } | { readonly type: "ended" };

/**
 * The whole report as plain text: under its title whether all is well or where it broke first and what helps (or what is
 * being tried), then what is sent and each step taken so far.
 * @param redact is given everything that is shown
 */
export function diagnosisText(
  report: {
    readonly title: string;
    readonly intro: readonly string[];
    readonly steps: readonly Step[];
    readonly progress: Progress;
    readonly isCancelled?: boolean;
  },
  l10n: Localizer,
  redact: (text: string) => string,
): string {
  const lines = [
    report.title,
    "",
    ...(report.progress.type === "running"
      ? [`… ${stepTitle(report.progress.step, l10n)}`]
      : verdict(report.steps, report.isCancelled === true, l10n)),
    "",
    ...report.intro,
    ...folded(report.steps).flatMap((steps) => ["", ...stepLines(steps, l10n)]),
  ];
  return `${lines.map((line) => withHiddenShown(redact(line))).join("\n")}\n`;
}

/** What a step is called. */
export function stepTitle(name: StepName, l10n: Localizer): string {
  switch (name) {
    case "settings":
      return l10n.t("Settings");
    case "proxy":
      return l10n.t("Proxy");
    case "dns":
      return l10n.t("Name (DNS)");
    case "tcp":
      return l10n.t("Connection (TCP)");
    case "tunnel":
      return l10n.t("Way through the proxy");
    case "tls":
      return l10n.t("Encryption (TLS)");
    case "http":
      return l10n.t("Request without a key");
    case "key":
      return l10n.t("API key");
    case "request":
      return l10n.t("Request with the key");
    case "model":
      return l10n.t("Model");
  }
}

const marks = { ok: "✓", failed: "✗", leftOut: "–" } as const;
const indent = "    ";

/** Steps with those after them that were left out for the same reason, which need saying only once. */
function folded(steps: readonly Step[]): readonly (readonly [Step, ...Step[]])[] {
  const groups: [Step, ...Step[]][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last !== undefined && isLeftOutAlike(last[0], step)) {
      last.push(step);
    } else {
      groups.push([step]);
    }
  }
  return groups;
}

function isLeftOutAlike(one: Step, other: Step): boolean {
  return (
    one.mark === "leftOut" && other.mark === "leftOut" && one.found.join("\n") === other.found.join("\n")
  );
}

function stepLines(steps: readonly [Step, ...Step[]], l10n: Localizer): readonly string[] {
  const [{ mark, found, advice }] = steps;
  return [
    `${marks[mark]} ${steps.map(({ name }) => stepTitle(name, l10n)).join(", ")}`,
    ...found.map((line) => indent + line),
    ...adviceLines(advice),
  ];
}

function adviceLines(advice: string | undefined): readonly string[] {
  return advice === undefined ? [] : [`${indent}→ ${advice}`];
}

/** Steps that look at the way for themselves, which is not always the way that requests take. */
const ownLooks: ReadonlySet<StepName> = new Set(["dns", "tcp", "tunnel", "tls"]);

function verdict(steps: readonly Step[], isCancelled: boolean, l10n: Localizer): readonly string[] {
  const getsThrough = steps.some(({ name, mark }) => name === "http" && mark === "ok");
  const failed = steps.filter(({ mark }) => mark === "failed");
  const broken = failed.find(({ name }) => !getsThrough || !ownLooks.has(name));
  if (broken !== undefined) {
    return [
      l10n.t("The first thing that does not work: {0}.", stepTitle(broken.name, l10n)),
      ...adviceLines(broken.advice),
    ];
  }
  if (isCancelled) {
    return [l10n.t("The diagnosis was cancelled.")];
  }
  return [
    failed.length > 0
      ? l10n.t("Requests get through all the same: VS Code's own network knows another way.")
      : l10n.t("Everything that was tried works."),
  ];
}
