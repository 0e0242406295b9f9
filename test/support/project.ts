import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

function isProject(folder: string): boolean {
  const file = join(folder, "package.json");
  return existsSync(file) && /"name": "ask-claude",/.test(readFileSync(file, "utf8"));
}

/** Bundles lie at several depths below out/, so the root is looked for instead of counted. */
function rootAbove(folder: string): string {
  if (isProject(folder)) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error("The project's package.json was not found above the running script.");
  }
  return rootAbove(parent);
}

/** Absolute path of the folder that holds the extension's package.json. */
export const projectRoot = rootAbove(__dirname);

/** Where everything fetched or made by a run is kept; ignored by git and left out of the package. */
export const cacheFolder = join(projectRoot, ".vscode-test");
