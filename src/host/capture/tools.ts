import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import type { CaptureTool } from "../../core/captureTools";
import { largestPicture } from "../../core/protocol";
import { portalShot } from "./portal";
import type { Ended, ProgramPlace, RunProgram } from "./program";
import type { Shot } from "./shot";
import { snippingScript, snipCancelled } from "./snipping";

/** What a tool works with. */
export interface ToolPlace extends ProgramPlace {
  readonly run: RunProgram;
  /** A window of X by its name, for ImageMagick, where nobody is there to choose. */
  readonly window?: string;
}

/** Takes a picture with a tool: the person chooses of what. */
export function shotWith(tool: CaptureTool, place: ToolPlace): Promise<Shot> {
  const file = join(place.folder, "screenshot.png");
  switch (tool) {
    case "screencapture":
      return screencapture(file, place);
    case "snipping":
      return snipping(file, place);
    case "portal":
      return portalShot(place);
    case "gnome-screenshot":
      return quietWhenCancelled(place.run(tool, ["--area", `--file=${file}`], place), file);
    case "spectacle":
      // Region, in the background, without a notification.
      return quietWhenCancelled(place.run(tool, ["-r", "-b", "-n", "-o", file], place), file);
    case "grim":
      return grim(file, place);
    case "import":
      return written(place.run(tool, [...ofWindow(place), `png:${file}`], place), file);
  }
}

/** Escape leaves no file; the code it ends with then differs between versions. */
async function screencapture(file: string, place: ToolPlace): Promise<Shot> {
  const ended = await place.run("screencapture", ["-i", "-x", file], place);
  const isCancelled = ended.type === "ended" && !ended.stderr.includes("could not create");
  const shot = await shotIn(file, ended);
  return shot.type === "failed" && isCancelled && !(await exists(file)) ? { type: "cancelled" } : shot;
}

async function snipping(file: string, place: ToolPlace): Promise<Shot> {
  const ended = await place.run(
    "powershell.exe",
    ["-NoLogo", "-NoProfile", "-NonInteractive", "-STA", "-Command", snippingScript],
    { ...place, environment: { ...place.environment, ASK_CLAUDE_SCREENSHOT: file } },
  );
  return ended.type === "ended" && ended.code === snipCancelled ? { type: "cancelled" } : shotIn(file, ended);
}

/** These say nothing of it when the person cancels: they end well and leave no file. */
async function quietWhenCancelled(running: Promise<Ended>, file: string): Promise<Shot> {
  const ended = await running;
  return ended.type === "ended" && ended.code === 0 && !(await exists(file))
    ? { type: "cancelled" }
    : shotIn(file, ended);
}

async function grim(file: string, place: ToolPlace): Promise<Shot> {
  const chosen = await place.run("slurp", [], place);
  if (chosen.type === "ended" && chosen.code !== 0 && /cancel/i.test(chosen.stderr)) {
    return { type: "cancelled" };
  }
  const region = chosen.type === "ended" && chosen.code === 0 ? chosen.stdout.trim() : "";
  if (region === "") {
    return shotIn(file, chosen);
  }
  return shotIn(file, await place.run("grim", ["-g", region, file], place));
}

function ofWindow({ window }: ToolPlace): readonly string[] {
  return window === undefined ? [] : ["-window", window];
}

async function written(running: Promise<Ended>, file: string): Promise<Shot> {
  return shotIn(file, await running);
}

/** The picture that a program left, if it did. */
async function shotIn(file: string, ended: Ended): Promise<Shot> {
  if (ended.type !== "ended") {
    return ended;
  }
  if (ended.code !== 0) {
    return { type: "failed", why: `It ended with ${ended.code}: ${ended.stderr.trim().slice(0, 500)}` };
  }
  try {
    const { size } = await stat(file);
    return size > largestPicture ? { type: "tooLarge" } : { type: "taken", bytes: await readFile(file) };
  } catch (error) {
    return { type: "failed", why: `It wrote no file: ${String(error)}` };
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
