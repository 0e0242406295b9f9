import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "./project";

/** Whether a window can be shown on this machine. */
export function hasDisplay(): boolean {
  const { DISPLAY = "", WAYLAND_DISPLAY = "" } = process.env;
  return process.platform !== "linux" || DISPLAY !== "" || WAYLAND_DISPLAY !== "";
}

/** `…/bin/code` is a script that starts the program beside its folder and returns at once: the program is meant. */
function programOf(path: string): string {
  const real = realpathSync(path);
  const program = join(dirname(real), "..", basename(real));
  return basename(dirname(real)) === "bin" && existsSync(program) ? program : real;
}

/**
 * Path of a desktop VS Code: the one VSCODE_EXECUTABLE names, else a downloaded one where there is a display.
 * Undefined where the server in a browser has to do: ASK_CLAUDE_VSCODE=server, no display, or a failed download.
 */
export async function desktopExecutable(): Promise<string | undefined> {
  if (process.env["ASK_CLAUDE_VSCODE"] === "server") {
    return undefined;
  }
  const named = process.env["VSCODE_EXECUTABLE"];
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) {
      throw new Error(`VSCODE_EXECUTABLE names ${named}, which does not exist.`);
    }
    return programOf(named);
  }
  if (!hasDisplay()) {
    return undefined;
  }
  try {
    return await downloadAndUnzipVSCode({ version: "stable", cachePath: cacheFolder });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `VS Code could not be downloaded (${why}): going on with its server in a browser. To use an installed VS Code, name its program with VSCODE_EXECUTABLE.\n`,
    );
    return undefined;
  }
}
