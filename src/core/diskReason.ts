import type { Localizer } from "./failureText";

/** Why the disk took nothing, as part of a sentence in brackets: in words where the code is a usual one. */
export function diskReason(error: unknown, l10n: Localizer): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  switch (code) {
    case undefined:
      return l10n.t("see the log");
    case "ENOSPC":
    case "EDQUOT":
      return l10n.t("the disk is full");
    case "EROFS":
      return l10n.t("the disk is read-only");
    case "EACCES":
    case "EPERM":
      return l10n.t("it is not allowed there");
    case "EEXIST":
    case "ENOTDIR":
      return l10n.t("something else lies where the folder should be");
    default:
      return code;
  }
}
