import type { ContextItem } from "../../../src/core/context";
import type { AttachedImage } from "../../../src/core/image";
import type { ViewState } from "../../../src/core/protocol";
import { linedUp } from "../../support/conversations";
import { emptyState } from "./chatPage";
import { chip, estimate } from "./composerStates";

/** The chip of an image, of a kind of its own for each number. */
export function imageItem(number: number, fileName: string, image: Partial<AttachedImage> = {}): ContextItem {
  return {
    ...chip(`image${number}`, fileName, { kind: "image", uri: "", languageId: "", text: "" }),
    image: {
      hash: number.toString(16).padStart(64, "0"),
      type: "image/png",
      width: 1280,
      height: 720,
      bytes: 412_000,
      ...image,
    },
  };
}

/** The chip of an image that the API fetches for itself. */
export const linkedItem: ContextItem = {
  ...chip("link", "chart.png", { kind: "image", uri: "", languageId: "", text: "" }),
  image: { url: "https://images.example.com/2026/chart.png" },
};

const images = [
  imageItem(1, "Pasted image"),
  imageItem(2, "a-rather-long-name-of-a-screenshot-from-yesterday.png", { width: 3840, height: 2160 }),
  linkedItem,
];

/** The page with images in each of their states; their thumbnails come from the test, or not at all. */
export const imageStates: Readonly<Record<string, ViewState>> = {
  "images in the composer": {
    ...emptyState,
    estimate: { ...estimate, chips: { image1: 1196, image2: 4784 } },
    draft: { text: "What is wrong here?", context: [chip("k1", "src/pricing.ts"), ...images] },
  },
  "images in a question": {
    ...emptyState,
    conversation: linedUp("c", [
      { role: "user", id: "q1", text: "What is wrong here?", context: images },
      {
        role: "assistant",
        id: "a1",
        model: "m",
        status: { type: "complete", stopReason: "end_turn" },
        parts: [{ type: "text", text: "The button." }],
      },
    ]),
  },
  "images for a model that takes none": {
    ...emptyState,
    model: { ...emptyState.model, imageInput: false },
    draft: { text: "", context: images.slice(0, 1) },
  },
};
