import type { CaptureSystem } from "./captureTools";
import type { Localizer } from "./failureText";

/**
 * What helps where no tool brought a picture, as sentences.
 * @param desktop as `XDG_CURRENT_DESKTOP` names it, such as `ubuntu:GNOME`
 */
export function noCaptureText(
  { platform, session }: CaptureSystem,
  desktop: string,
  l10n: Localizer,
): string {
  if (platform === "darwin") {
    return l10n.t(
      "macOS gave no screenshot. In System Settings, under Privacy & Security, allow this app to record the screen. Or press ⌃⇧⌘4 and paste into the chat.",
    );
  }
  if (platform === "win32") {
    return l10n.t(
      "The Snipping Tool gave no screenshot. Press Windows+Shift+S and paste into the chat with Ctrl+V.",
    );
  }
  if (!session.wayland && !session.x11) {
    return l10n.t(
      "There is no screen here to take a screenshot of. Take it where the screen is, and paste it into the chat.",
    );
  }
  return l10n.t(
    "No program here could take a screenshot. Install {0} and try again, or copy a screenshot and paste it into the chat with Ctrl+V.",
    packageFor(session.wayland, desktop),
  );
}

/** What brings a tool that works on this desktop. */
function packageFor(wayland: boolean, desktop: string): string {
  const isA = (name: RegExp): boolean => desktop.split(":").some((part) => name.test(part));
  if (isA(/^(?:gnome|unity|cinnamon|x-cinnamon|budgie|pantheon)$/i)) {
    return "gnome-screenshot";
  }
  if (isA(/^kde$/i)) {
    return "spectacle";
  }
  return wayland ? "grim + slurp" : "ImageMagick";
}
