import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../project";
import manifest from "./package.json";

/** Installs the extension with the themes into the extensions folder of a server that is not running yet. */
export async function installColours(extensions: string): Promise<void> {
  const folder = join(extensions, "colours");
  const source = join(projectRoot, "test", "support", "colours");
  await mkdir(folder, { recursive: true });
  await cp(join(source, "package.json"), join(folder, "package.json"));
  await cp(join(source, "themes"), join(folder, "themes"), { recursive: true });
  await cp(join(projectRoot, "out", "support", "colours", "extension.js"), join(folder, "extension.js"));
  const { name, publisher, version } = manifest;
  await writeFile(
    join(extensions, "extensions.json"),
    JSON.stringify([
      {
        identifier: { id: `${publisher}.${name}` },
        version,
        location: { $mid: 1, scheme: "file", path: pathToFileURL(folder).pathname },
        relativeLocation: "colours",
      },
    ]),
  );
}
