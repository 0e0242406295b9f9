import type { Locator, Page } from "playwright-core";

import { Chat } from "./chat";

/** The tab of an image, in front of the other editors. */
export class ImageTab {
  readonly #page: Page;
  readonly #content: Chat["content"];

  constructor(page: Page) {
    this.#page = page;
    this.#content = new Chat(page, "tab").content;
  }

  button(name: string): Locator {
    return this.#content.getByRole("button", { name, exact: true });
  }

  /** What is said of the image. */
  get facts(): Locator {
    return this.#content.locator("footer");
  }

  get picture(): Locator {
    return this.#content.locator(".sheet > img");
  }

  get black(): Locator {
    return this.#content.locator(".overlay .black");
  }

  /** Waits until the tab says something of the image, and gives the first digits of the hash that it shows. */
  async hash(...facts: readonly string[]): Promise<string> {
    let all = this.facts;
    for (const hasText of facts) {
      all = all.filter({ hasText });
    }
    const text = await all.filter({ hasText: "SHA-256" }).innerText();
    return /SHA-256 ([0-9a-f]{12})/.exec(text)?.[1] ?? "";
  }

  /**
   * Drags from one place of the image to another.
   * @param width of the image, in its own pixels, which the places are in
   */
  async drag(width: number, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const box = await this.picture.boundingBox();
    if (box === null) {
      throw new Error("The image is not in sight.");
    }
    const scale = box.width / width;
    const { mouse } = this.#page;
    await mouse.move(box.x + from[0] * scale, box.y + from[1] * scale);
    await mouse.down();
    await mouse.move(box.x + ((from[0] + to[0]) / 2) * scale, box.y + ((from[1] + to[1]) / 2) * scale);
    await mouse.move(box.x + to[0] * scale, box.y + to[1] * scale);
    await mouse.up();
  }
}
