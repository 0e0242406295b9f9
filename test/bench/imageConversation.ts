// A conversation with a hundred images: opening it, and scrolling through all of them.
import { join } from "node:path";
import type { ContextItem } from "../../src/core/context";
import { ImageStore } from "../../src/host/images/imageStore";
import { png } from "../support/pngPicture";
import { longest, openFromList, scrollThrough, write } from "./conversations";
import type { Figures } from "./figures";
import { openPlace, pageFrame } from "./place";
import { lastWord } from "./workload";

const images = 100;
const perQuestion = 5;
const id = "c0000004";
const title = "Many images";
const size = { width: 256, height: 192 };

/** Puts an image into the store, with noise enough that decoding it is work. */
async function imageItem(store: ImageStore, index: number): Promise<ContextItem> {
  const bytes = png(size.width, size.height, (x, y) => [
    (x * (index + 3)) % 256,
    (y * 57 + index) % 256,
    (x * y) % 256,
  ]);
  const hash = await store.keep(id, bytes, bytes);
  return {
    kind: "image",
    id: `i${index}`,
    uri: "",
    fileName: `picture${index}.png`,
    languageId: "",
    startLine: 0,
    endLine: 0,
    text: "",
    image: { hash, type: "image/png", bytes: bytes.length, ...size },
  };
}

/** Opens it and scrolls through it, after a small one; a place of its own. */
export async function runImages(runs: number, figures: Figures): Promise<void> {
  const last = (of: string): string => `The end: ${lastWord} of ${of}`;
  const place = await openPlace("ours", {
    fill: async (storage) => {
      const store = new ImageStore(join(storage, "images"));
      const items: ContextItem[] = [];
      for (let index = 0; index < images; index += 1) {
        items.push(await imageItem(store, index));
      }
      const questions = items.length / perQuestion;
      await write(join(storage, "conversations"), {
        c0000001: [["Small one", last("Small one")]],
        [id]: Array.from({ length: questions }, (_, index) => [
          index === 0 ? title : `And these, ${index}?`,
          index === questions - 1 ? last(title) : "They are alike.",
          items.slice(index * perQuestion, (index + 1) * perQuestion),
        ]),
      });
    },
  });
  try {
    await place.workbench.palette("Ask Claude: Focus Chat");
    await pageFrame(place);
    for (let run = 0; run <= runs; run += 1) {
      await openFromList(place, "Small one");
      const { ms, recording } = await openFromList(place, title);
      const scroll = await scrollThrough(place);
      const { frame } = await pageFrame(place);
      const shown = await frame.locator("image-thumbnail img").count();
      if (shown === 0) {
        throw new Error("No thumbnail came into the page.");
      }
      if (run > 0) {
        figures.add("open100Images", "ours", ms);
        figures.add("open100ImagesTask", "ours", Math.max(longest(recording), longest(scroll)));
      }
    }
  } finally {
    await place.close();
  }
}
