/** What can take a picture of a part of the screen. */
export type CaptureTool =
  /** macOS. */
  | "screencapture"
  /** Windows: the Snipping Tool, through the clipboard. */
  | "snipping"
  /** Linux: whatever the desktop has, asked through xdg-desktop-portal. */
  | "portal"
  | "gnome-screenshot"
  | "spectacle"
  /** With slurp, for compositors of the wlroots family. */
  | "grim"
  /** ImageMagick's. */
  | "import";

/** What decides which tools are tried. */
export interface CaptureSystem {
  /** As Node names it: `darwin`, `win32`, `linux`. */
  readonly platform: string;
  /** What the desktop of a Linux draws with; a session can offer both. */
  readonly session: { readonly wayland: boolean; readonly x11: boolean };
}

/** The system that an environment tells of. */
export function captureSystem(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): CaptureSystem {
  const has = (name: string): boolean => (environment[name] ?? "") !== "";
  const wayland = has("WAYLAND_DISPLAY") || environment["XDG_SESSION_TYPE"] === "wayland";
  // Under Wayland a tool of X sees the windows of X alone, and black where the others are.
  return { platform, session: { wayland, x11: has("DISPLAY") && !wayland } };
}

/** The tools that may work there, the best first; whether they are installed shows when they are tried. */
export function captureTools({ platform, session }: CaptureSystem): readonly CaptureTool[] {
  if (platform === "darwin") {
    return ["screencapture"];
  }
  if (platform === "win32") {
    return ["snipping"];
  }
  if (!session.wayland && !session.x11) {
    // No screen, and nobody before it.
    return [];
  }
  return [
    "portal",
    "gnome-screenshot",
    "spectacle",
    ...(session.wayland ? (["grim"] as const) : []),
    ...(session.x11 ? (["import"] as const) : []),
  ];
}

/**
 * What a tool's process is given of this one's environment: nothing that is secret, or that would make a program of
 * Electron or Node act as another.
 */
export function captureEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || withheld.test(name) ? [] : [[name, value]],
    ),
  );
}

const withheld =
  /^(?:ANTHROPIC|CLAUDE|ELECTRON|VSCODE|NODE|npm|AWS|AZURE|GITHUB|GH|OPENAI|GOOGLE)_|TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY/i;
