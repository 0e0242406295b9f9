import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const id = "ask-claude-test.language-pack";
const version = "1.0.0";

/**
 * Installs a language pack into the folders of a server that is not running yet, so that its workbench has another
 * display language. The pack translates nothing of VS Code itself: what is seen in that language is the extension's own.
 */
export async function installLanguagePack(
  language: string,
  folders: { readonly extensions: string; readonly userData: string },
): Promise<void> {
  const folder = join(folders.extensions, "language-pack");
  const translation = join(folder, "main.i18n.json");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({
      name: "language-pack",
      publisher: "ask-claude-test",
      version,
      engines: { vscode: "^1.105.0" },
      contributes: {
        localizations: [
          {
            languageId: language,
            languageName: language,
            localizedLanguageName: language,
            translations: [{ id: "vscode", path: "./main.i18n.json" }],
          },
        ],
      },
    }),
  );
  await writeFile(translation, JSON.stringify({ version, contents: {} }));
  await writeFile(
    join(folders.extensions, "extensions.json"),
    JSON.stringify([
      {
        identifier: { id },
        version,
        location: { $mid: 1, scheme: "file", path: pathToFileURL(folder).pathname },
        relativeLocation: "language-pack",
      },
    ]),
  );
  // VS Code keeps this list itself when a pack is installed while it runs.
  await mkdir(folders.userData, { recursive: true });
  await writeFile(
    join(folders.userData, "languagepacks.json"),
    JSON.stringify({
      [language]: {
        hash: "0",
        extensions: [{ extensionIdentifier: { id }, version }],
        translations: { vscode: translation },
        label: language,
      },
    }),
  );
}
