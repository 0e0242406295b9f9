import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import { isKept, type KeptImage } from "../../src/core/image";
import type { ContextItem } from "../../src/core/context";
import type { ImageProblem } from "../../src/core/image";
import type { ToView } from "../../src/core/protocol";
import type { ChatView } from "../../src/host/chat/view";
import { png } from "../support/pictures";
import { until } from "./host";

type MakeImage = Extract<ToView, { type: "makeImage" }>;

/** Stands in for the part of the page that makes images: what it is given, it gives back as it is. */
export class ImagePage {
  readonly jobs: MakeImage[] = [];
  /** While this is true, the page takes its time. */
  isSlow = false;
  /** What it says of the next pictures instead of making anything of them. */
  problem: ImageProblem | undefined;
  readonly #view: ChatView;
  readonly #post: ChatView["post"];
  readonly #held: (() => void)[] = [];

  constructor(view: ChatView) {
    this.#view = view;
    const post = view.post.bind(view);
    this.#post = post;
    view.post = (message) => {
      if (message.type === "makeImage") {
        this.#take(message);
      } else {
        post(message);
      }
    };
  }

  /** Answers what was held back. */
  goOn(): void {
    this.isSlow = false;
    this.#held.splice(0).forEach((answer) => answer());
  }

  async asked(count: number): Promise<void> {
    await until(() => this.jobs.length >= count);
  }

  dispose(): void {
    this.#view.post = this.#post;
  }

  #take(message: MakeImage): void {
    this.jobs.push(message);
    const answer = (): void => this.#answer(message);
    if (this.isSlow) {
      this.#held.push(answer);
    } else {
      setImmediate(answer);
    }
  }

  #answer({ job, bytes }: MakeImage): void {
    const { handlers } = this.#view;
    if (this.problem === undefined) {
      void handlers.imageMade({ type: "imageMade", job, made: { bytes, thumbnail: png(2, 2) } });
    } else {
      void handlers.imageNotMade({ type: "imageNotMade", job, problem: this.problem });
    }
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function keptImage(item: ContextItem | undefined): KeptImage {
  assert.ok(isKept(item?.image), JSON.stringify(item));
  return item.image;
}
