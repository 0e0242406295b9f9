import * as vscode from "vscode";

import { type ContextItem, contextLabel } from "../../core/context";
import { type SecretSign, secretSigns, secretSignsOfDiff } from "../../core/secrets";
import { largestFile, tooLarge } from "./file";
import { ignoredOf } from "./git";
import type { Gathered } from "./item";
import { linkOutside } from "./links";

/** All that is attached at once; more is a mistake more often than a question. */
const largestAtOnce = 2_000_000;
/** Why a text would go out: as a chip, or as lines to be changed with what stands around them. */
type Purpose = "attach" | "send";
/** A notification is no list. */
const mostSentences = 4;

/**
 * What of the gathered may be attached: too large is refused, and the person is asked about what looks like a secret.
 * Says why something is left out, and marks what git ignores. Nothing is attached without this.
 */
export async function admit(
  { items, refusals }: Gathered,
  purpose: Purpose = "attach",
): Promise<readonly ContextItem[]> {
  const small = items.filter(({ text }) => text.length <= largestFile);
  const large = items.filter((item) => !small.includes(item)).map((item) => tooLarge(contextLabel(item)));
  tell([...refusals, ...large]);
  const total = small.reduce((sum, { text }) => sum + text.length, 0);
  if (total > largestAtOnce) {
    tell([
      vscode.l10n.t(
        "This has {0} characters, more than a question can hold. Choose less and try again.",
        total.toLocaleString(vscode.env.language),
      ),
    ]);
    return [];
  }
  return markIgnored(await askAboutSecrets(small, purpose));
}

/** Whether an item can be attached with nobody to ask: small, and with no sign of a secret. */
export function isHarmless(item: ContextItem): boolean {
  return item.text.length <= largestFile && signsOf(item).length === 0;
}

/** The same items; those of files that git is told to ignore say so. */
export async function markIgnored(items: readonly ContextItem[]): Promise<readonly ContextItem[]> {
  const ofFiles = items.filter(({ kind, uri }) => uri !== "" && kind !== "terminal" && kind !== "diff");
  const ignored = await ignoredOf(ofFiles.map(({ uri }) => vscode.Uri.parse(uri, true)));
  return items.map((item) => (ignored.has(item.uri) ? { ...item, isIgnored: true } : item));
}

async function askAboutSecrets(
  items: readonly ContextItem[],
  purpose: Purpose,
): Promise<readonly ContextItem[]> {
  const looked = items.map(async (item): Promise<Suspect> => {
    const uri = purpose === "attach" && item.uri !== "" ? vscode.Uri.parse(item.uri, true) : undefined;
    const leadsTo = uri && (await linkOutside(uri));
    return { item, signs: signsOf(item), ...(leadsTo === undefined ? {} : { leadsTo }) };
  });
  const suspects = (await Promise.all(looked)).filter(
    ({ signs, leadsTo }) => signs.length > 0 || leadsTo !== undefined,
  );
  const [first] = suspects;
  if (first === undefined) {
    return items;
  }
  // The first button is the one that Enter presses.
  const leaveOut = purpose === "attach" ? vscode.l10n.t("Leave Out") : vscode.l10n.t("Send Nothing");
  const attach = purpose === "attach" ? vscode.l10n.t("Attach Anyway") : vscode.l10n.t("Send Anyway");
  const chosen = await vscode.window.showWarningMessage(
    question(purpose, suspects),
    {
      modal: true,
      detail: [
        ...suspects.map((suspect) => `${contextLabel(suspect.item)}: ${reasons(suspect).join(" ")}`),
        "",
        purpose === "attach"
          ? vscode.l10n.t(
              "What is attached is sent with the question to the API and kept in the conversation.",
            )
          : vscode.l10n.t(
              "These lines would be sent to the API, as the code to change or as its surroundings.",
            ),
      ].join("\n"),
    },
    leaveOut,
    attach,
  );
  if (chosen === attach) {
    return items;
  }
  return chosen === leaveOut
    ? items.filter((item) => !suspects.some((suspect) => suspect.item === item))
    : [];
}

/** What the person is asked about, and why. */
interface Suspect {
  readonly item: ContextItem;
  readonly signs: readonly SecretSign[];
  /** It is in the workspace by its name only. */
  readonly leadsTo?: string;
}

function question(purpose: Purpose, suspects: readonly Suspect[]): string {
  const label = suspects[0] === undefined ? "" : contextLabel(suspects[0].item);
  const count = suspects.length;
  if (purpose === "send") {
    return vscode.l10n.t("{0} looks as if it holds a secret. Send it?", label);
  }
  if (suspects.every(({ signs }) => signs.length === 0)) {
    return count === 1
      ? vscode.l10n.t("{0} is outside of the workspace. Attach it?", label)
      : vscode.l10n.t("{0} of these are outside of the workspace. Attach them?", count);
  }
  return count === 1
    ? vscode.l10n.t("{0} looks as if it holds a secret. Attach it?", label)
    : vscode.l10n.t("{0} of these look as if they hold secrets. Attach them?", count);
}

function reasons({ item, signs, leadsTo }: Suspect): readonly string[] {
  return [
    ...signs.map((sign) => reason(sign, item)),
    ...(leadsTo === undefined
      ? []
      : [vscode.l10n.t("It is a link to {0}, outside of the workspace.", leadsTo)]),
  ];
}

/** A listing of names is no file of that name, and what is about a file does not have to hold it. */
function signsOf({ kind, fileName, text }: ContextItem): readonly SecretSign[] {
  if (kind === "diff") {
    return secretSignsOfDiff(text);
  }
  return secretSigns(kind === "folder" || kind === "problems" || kind === "terminal" ? "" : fileName, text);
}

function reason({ kind, line: lineInText, fileName }: SecretSign, { startLine }: ContextItem): string {
  const line = lineInText + Math.max(0, startLine - 1);
  switch (kind) {
    case "fileName":
      return fileName === undefined
        ? vscode.l10n.t("Files of this name usually hold secrets.")
        : vscode.l10n.t("It shows {0}, and files of this name usually hold secrets.", fileName);
    case "privateKey":
      return vscode.l10n.t("Line {0} begins a private key.", line);
    case "token":
      return vscode.l10n.t("Line {0} has the shape of an access token.", line);
    case "password":
      return vscode.l10n.t("Line {0} seems to set a password or key.", line);
  }
}

function tell(sentences: readonly string[]): void {
  if (sentences.length === 0) {
    return;
  }
  const more = sentences.length - mostSentences;
  const shown = [
    ...sentences.slice(0, mostSentences),
    ...(more > 0 ? [vscode.l10n.t("{0} more could not be attached.", more)] : []),
  ];
  void vscode.window.showInformationMessage(shown.join(" "));
}
