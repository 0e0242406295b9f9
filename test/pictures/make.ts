// Makes the pictures of the README, in every language, from the real workbench: npm run pictures.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { decodedPng } from "../support/decodedPng";
import { indexedFilm, indexedPng } from "../support/indexedPng";
import { projectRoot } from "../support/project";
import { stills } from "./stills";
import { stories, type Language } from "./story";
import { Studio } from "./studio";
import { tour } from "./tour";

/** Enough for text of a theme's colours with smooth rims; the tour, which is as large as all else, has fewer. */
const colours = { still: 64, tour: 48 } as const;

async function make(language: Language): Promise<void> {
  const studio = await Studio.open(language);
  try {
    const folder = join(projectRoot, "media", "readme", language);
    await mkdir(folder, { recursive: true });
    const { scenes, review } = await tour(studio);
    const frames = scenes.map(({ shot, ms }) => ({ pixels: decodedPng(shot), ms }));
    await write(folder, "tour", indexedFilm(frames, colours.tour));
    for (const [name, shot] of Object.entries({ edit: review, ...(await stills(studio)) })) {
      await write(folder, name, indexedPng(decodedPng(shot), colours.still));
    }
  } catch (error) {
    await studio.workbench.screenshot(`pictures ${language}`);
    throw error;
  } finally {
    await studio.close();
  }
}

async function write(folder: string, name: string, file: Uint8Array): Promise<void> {
  const path = join(folder, `${name}.png`);
  await writeFile(path, file);
  console.log(`${path} ${Math.ceil(file.length / 1000)} KB`);
}

async function makeAll(): Promise<void> {
  const [named] = process.argv.slice(2);
  for (const language of Object.keys(stories) as Language[]) {
    if (named === undefined || named === language) {
      await make(language);
    }
  }
}

void makeAll().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
